import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { fromRows } from '../../../../engine/data/rows.ts';
import { readDocument } from '../../../../engine/document/index.ts';
import { BufferPool } from '../../../../engine/exchange/buffer-pool.ts';
import { OutgoingQueue } from '../../../../engine/exchange/outgoing.ts';
import { ParcelWriter } from '../../../../engine/exchange/parcel-writer.ts';
import type { FromKeyed } from '../../../../engine/runtime/parallel/messages.ts';
import { KeyedSubtask } from '../../../../engine/runtime/parallel/keyed-subtask.ts';
import { systemClock } from '../../../../engine/time/clock.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const TEXT = `version: 1
name: t
settings: { parallelism: 2 }
sources: { in: { type: generator, columns: { n: { sequence: {} } } } }
operators: { d: { type: deduplicate, inputs: [in], key: [n], keep: first } }
sinks: { out: { type: discard, inputs: [d] } }
`;

/** So many keys that a copy of their state is worth keeping. */
const KEYS = 20_000;

/** A keyed subtask, and the types of what it has posted. */
function subtask(unsendable: string | null = null) {
  const read = readDocument(TEXT, { file: 't', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error('the document is wrong');
  const { plan } = read;
  const { schema } = plan.nodes[0]!;
  const posted: string[] = [];
  const start = { plan, documentText: TEXT, keyed: 0, restore: null };
  const post = ({ type }: FromKeyed): void => {
    if (type === unsendable) throw new Error('it cannot be sent');
    posted.push(type);
  };
  const keyed = new KeyedSubtask(start, { clock: systemClock, post });
  const writer = new ParcelWriter([schema], { pool: new BufferPool() });
  let number = 0;
  /** Gives it rows of the keys [from, to). */
  const give = (from: number, to: number): void => {
    const queue = new OutgoingQueue();
    const rows = Array.from({ length: to - from }, (_, i) => ({ n: from + i }));
    queue.add(0, fromRows(schema, rows), null);
    keyed.take({ type: 'rows', number: ++number, parcel: writer.write(queue.take()), back: [] });
  };
  const lastIs = async (type: string): Promise<void> => {
    while (posted.at(-1) !== type) await new Promise((resolve) => setImmediate(resolve));
  };
  return { keyed, give, posted, lastIs };
}

test('a keyed subtask makes ready what a snapshot lacks between rows, and has nothing to do where it lacks nothing', async () => {
  const { keyed, give, posted, lastIs } = subtask();
  keyed.take({ type: 'prepare' });
  give(0, KEYS);
  keyed.take({ type: 'prepare' });
  give(KEYS, KEYS + 10);
  await lastIs('prepared');
  keyed.take({ type: 'barrier', barrier: { id: 1, folder: temporaryFolder(), isLast: false } });
  await lastIs('saved');
  keyed.take({ type: 'prepare' });
  deepEqual(posted, ['prepared', 'rows', 'rows', 'prepared', 'saved', 'prepared']);
});

test('a keyed subtask in which several things fail tells so once, and takes nothing more', async () => {
  const { keyed, give, posted, lastIs } = subtask('prepared');
  give(0, KEYS);
  keyed.take({ type: 'prepare' });
  keyed.take({ type: 'prepare' });
  await lastIs('failed');
  await new Promise((resolve) => setTimeout(resolve, 20));
  give(KEYS, KEYS + 10);
  deepEqual(posted, ['rows', 'failed']);
});
