// How many rows a second go from one thread to another in a parcel, by rows a parcel: `npm run bench -- exchange`.
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import type { Batch } from '../../engine/data/batch.ts';
import { Dictionary } from '../../engine/data/dictionary.ts';
import type { Schema } from '../../engine/data/types.ts';
import { BufferPool } from '../../engine/exchange/buffer-pool.ts';
import { OutgoingQueue } from '../../engine/exchange/outgoing.ts';
import { ParcelReader } from '../../engine/exchange/parcel-reader.ts';
import { ParcelWriter } from '../../engine/exchange/parcel-writer.ts';
import type { Parcel } from '../../engine/exchange/parcel.ts';

const SCHEMA: Schema = [
  { name: 'ts', type: 'timestamp' },
  { name: 'key', type: 'string' },
  { name: 'n', type: 'bigint' },
  { name: 'value', type: 'double' },
];
const ROWS = 4_000_000;
const ROUNDS = 5;
const IN_FLIGHT = 10;
/** What `performance.md` of the design measured for hand-written columns, in million rows a second. */
const SIZES = { 128: '7', 1024: '17 to 20', 8192: '34' };

if (isMainThread) void measureAll();
else answer();

async function measureAll(): Promise<void> {
  const worker = new Worker(process.argv[1]!);
  for (const [size, wanted] of Object.entries(SIZES)) {
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round++) rates.push(await measure(worker, batchOf(Number(size))));
    rates.sort((a, b) => a - b);
    const all = rates.map((rate) => rate.toFixed(1)).join(', ');
    const median = rates[Math.floor(ROUNDS / 2)]!;
    console.log(
      `${size.padStart(5)} rows a parcel ${median.toFixed(1).padStart(6)} million rows/s  (${all}; bare arrays ${wanted})`,
    );
  }
  await worker.terminate();
}

function measure(worker: Worker, batch: Batch): Promise<number> {
  const pool = new BufferPool();
  const writer = new ParcelWriter([SCHEMA], { pool });
  const queue = new OutgoingQueue();
  let left = Math.ceil(ROWS / batch.length);
  let inFlight = 0;
  const start = performance.now();
  worker.postMessage(null);
  return new Promise((resolve) => {
    const send = (): void => {
      while (0 < left && inFlight < IN_FLIGHT) {
        queue.add(0, batch, null);
        const parcel = writer.write(queue.take());
        worker.postMessage(parcel, [parcel.buffer]);
        left--;
        inFlight++;
      }
    };
    worker.removeAllListeners('message');
    worker.on('message', (buffer: ArrayBuffer) => {
      pool.give(buffer);
      inFlight--;
      send();
      if (inFlight === 0) resolve(ROWS / 1000 / (performance.now() - start));
    });
    send();
  });
}

/** Sums by key, as the comparison did, so that every row is read. */
function answer(): void {
  let reader = new ParcelReader([SCHEMA]);
  const sums = new Float64Array(1000);
  parentPort!.on('message', (parcel: Parcel | null) => {
    if (parcel === null) {
      reader = new ParcelReader([SCHEMA]);
      return;
    }
    for (const { batch } of reader.read(parcel)) {
      const keys = batch!.columns[1]!.values as Int32Array;
      const values = batch!.columns[3]!.values as Float64Array;
      for (let row = 0; row < batch!.length; row++) sums[keys[row]!]! += values[row]!;
    }
    parentPort!.postMessage(parcel.buffer, [parcel.buffer]);
  });
}

function batchOf(length: number): Batch {
  const dictionary = new Dictionary();
  for (let key = 0; key < 1000; key++) dictionary.intern(`key ${key}`);
  const numbers = (of: (i: number) => number): Float64Array => Float64Array.from({ length }, (_, i) => of(i));
  const times = numbers((i) => i);
  return {
    schema: SCHEMA,
    length,
    columns: [
      { type: 'timestamp', values: times, nulls: null },
      { type: 'string', values: Int32Array.from(times, (i) => (i * 7) % 1000), nulls: null, dictionary },
      { type: 'bigint', values: numbers((i) => i), nulls: null },
      { type: 'double', values: numbers((i) => i / 3), nulls: null },
    ],
    eventTimes: times,
    watermarksBefore: numbers((i) => i - 1),
    watermark: length,
    origin: null,
  };
}
