import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { Fault } from '../../../engine/fault.ts';
import { lineText } from '../../reference/source-rows.ts';
import type { Case } from '../random/random-case.ts';
import { randomCase } from '../random/random-case.ts';
import { Random } from '../random/random.ts';
import { planOf, runFromFiles } from '../random/real-engine.ts';
import { fuzzRun, liveBytes } from './fuzz-run.ts';
import { mutated } from './mutate.ts';

const { cases, seed: firstSeed, timeoutMs } = fuzzRun(500);
const folder = mkdtempSync(path.join(tmpdir(), 'millrace-fuzz-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(
  `broken files give rows, rejected rows or a fault, within a second (SEED=${firstSeed} CASES=${cases})`,
  async () => {
    console.log(`SEED=${firstSeed} CASES=${cases} npx vitest run test/contract/fuzz/inputs`);
    const slowest = { ms: 0, seed: 0 };
    const before = liveBytes();
    for (let seed = firstSeed; seed < firstSeed + cases; seed++) {
      const ms = await readBroken(seed);
      if (slowest.ms < ms) Object.assign(slowest, { ms, seed });
    }
    const grownMiB = (liveBytes() - before) / 2 ** 20;
    console.log(`slowest ${slowest.ms.toFixed()} ms (SEED=${slowest.seed}); ${grownMiB.toFixed(1)} MiB kept`);
    expect(slowest.ms, `SEED=${slowest.seed}`).toBeLessThan(1000);
    expect(grownMiB).toBeLessThan(30);
  },
  timeoutMs,
);

/** How long it takes to read the broken file of `seed`. */
async function readBroken(seed: number): Promise<number> {
  const random = new Random(seed);
  const given = randomCase(seed);
  const format = random.pick(['ndjson', 'csv'] as const);
  const name = random.chance(0.2) ? `in.${format}.gz` : `in.${format}`;
  const bytes = brokenBytes(random, format === 'csv' ? csvText(random, given) : ndjsonText(given));
  writeFileSync(path.join(folder, name), name.endsWith('.gz') ? broken(random, gzipSync(bytes)) : bytes);
  for (const [file, lines] of Object.entries(given.files)) {
    if (file !== 'in.ndjson')
      writeFileSync(path.join(folder, file), lines.map((line) => `${lineText(line)}\n`).join(''));
  }
  const source = { ...(given.document.sources['in'] as object), path: name, format };
  const plan = planOf(
    JSON.stringify({ ...given.document, sources: { ...given.document.sources, in: source } }),
    folder,
  );
  const started = performance.now();
  try {
    const counts = await runFromFiles(plan, random.pick([1, 7, 1000]));
    const { rowsOut, rejected } = counts.get('in')!;
    // A row is at least a byte, and none is both read and rejected.
    if (!name.endsWith('.gz')) expect(rowsOut + rejected, `SEED=${seed}`).toBeLessThanOrEqual(bytes.length + 1);
  } catch (error) {
    if (!(error instanceof Fault)) throw new Error(`SEED=${seed}, ${name}`, { cause: error });
  }
  return performance.now() - started;
}

function ndjsonText({ files }: Case): string {
  return files['in.ndjson']!.map((line) => `${lineText(line)}\n`).join('');
}

/** The same rows as CSV, with more quotes than are needed. */
function csvText(random: Random, { files, document }: Case): string {
  const names = Object.keys((document.sources['in'] as { readonly schema: object }).schema);
  const rows = files['in.ndjson']!.map((line) => {
    if (typeof line === 'string') return line;
    return names.map((name) => csvField(random, line[name] ?? '')).join(',');
  });
  return [names.join(','), ...rows].map((row) => `${row}\n`).join('');
}

function csvField(random: Random, json: string): string {
  const text = json.startsWith('"') ? (JSON.parse(json) as string) : json === 'null' ? '' : json;
  return json.startsWith('"') || random.chance(0.2) ? `"${text.replaceAll('"', '""')}"` : text;
}

const PIECES = ['"', '""', ',', '\n', '\r\n', '{', '}', '[', ':', '\\', '\\u', '\\ud83d', 'null', 'NaN', '1e999', ';'];

function brokenBytes(random: Random, text: string): Buffer {
  // A long line once in a while: it costs as much as all the rest.
  const longer = random.chance(0.005) ? `${text}{"s":"${'a'.repeat(11 * 2 ** 20)}"}\n${text}` : text;
  return broken(random, Buffer.from(random.chance(0.7) ? mutated(random, longer, PIECES) : longer, 'utf8'));
}

const BYTES = [0x00, 0xff, 0xfe, 0xc0, 0xed, 0xa0, 0xf4, 0x90, 0x22, 0x0a, 0x0d, 0x1b, 0x80];

/** Bytes changed, put in, taken out; the end cut off. */
function broken(random: Random, bytes: Buffer): Buffer {
  let changed: Buffer = Buffer.from(bytes);
  for (let i = random.pick([0, 1, 1, 3, 20]); 0 < i; i--) {
    const at = random.integer(0, changed.length);
    const byte = Buffer.of(random.chance(0.5) ? random.pick(BYTES) : random.integer(0, 255));
    const kept = random.integer(at, Math.min(changed.length, at + 3));
    changed = Buffer.concat([changed.subarray(0, at), byte, changed.subarray(kept)]);
  }
  return random.chance(0.2) ? changed.subarray(0, random.integer(0, changed.length)) : changed;
}
