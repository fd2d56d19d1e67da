import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readManifest } from '../../../engine/recordings/manifest.ts';
import { Random } from '../../contract/random/random.ts';
import { runDocument } from '../../support/run-document.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);

/** Random rows of one source, more or less in their order: now and then one that is late, and pauses in which the others go on. */
function linesOf(random: Random, start: number): string {
  let time = start;
  const lines = Array.from({ length: random.integer(0, 250) }, (_, n) => {
    time += random.integer(0, 20) === 0 ? random.integer(0, 20_000) : random.integer(0, 300);
    const ts = new Date(time - (random.integer(0, 4) === 0 ? random.integer(0, 15_000) : 0)).toISOString();
    return JSON.stringify({ ts, key: 'abc'[random.integer(0, 2)], x: random.integer(-9, 9), n });
  });
  return lines.map((line) => `${line}\n`).join('');
}

const COLUMNS = '{ ts: timestamp, key: string, x: bigint, n: bigint }';

const source = (name: string, outOfOrdernessMs: number): string =>
  `  ${name}: { type: file, path: ${name}.ndjson, format: ndjson, schema: ${COLUMNS}, event_time: { column: ts, out_of_orderness: ${outOfOrdernessMs}ms } }`;

/** What comes behind the rows, live and in the replay: operators of all kinds that watermarks move. */
const behind = (folder: string): string => `
  sums: { type: window, inputs: [rows], key: [key], window: { type: sliding, size: 6s, slide: 2s }, allowed_lateness: 1s, aggregate: { c: count(*), total: sum(x), list: last(n) } }
  visits: { type: window, inputs: [rows], key: [key], window: { type: session, gap: 2s }, aggregate: { c: count(*) } }
  late: { type: select, inputs: [sums.late], columns: { ts: ts, key: key, n: n } }
  pairs: { type: interval_join, inputs: [rows, visits], on: [[key, key]], between: [0s, 1s] }
  again: { type: window, inputs: [sums], window: { type: tumbling, size: 10s }, aggregate: { c: count(*), total: sum(total) } }
sinks:
  sums-out: { type: file, inputs: [sums], path: ${folder}/sums, format: csv }
  visits-out: { type: file, inputs: [visits], path: ${folder}/visits, format: ndjson }
  late-out: { type: file, inputs: [late], path: ${folder}/late, format: ndjson }
  pairs-out: { type: file, inputs: [pairs], path: ${folder}/pairs, format: ndjson }
  again-out: { type: file, inputs: [again], path: ${folder}/again, format: ndjson }`;

const settings = (random: Random): string =>
  `settings: { batch: { size: ${[1, 3, 64, 1000][random.integer(0, 3)]}, timeout: 0ms } }`;

const OUTPUTS = ['sums/part-0-0.csv', ...['visits', 'late', 'pairs', 'again'].map((name) => `${name}/part-0-0.ndjson`)];

function outputs(folder: string): Record<string, string | null> {
  return Object.fromEntries(OUTPUTS.map((name) => [name, textIn(join(folder, name))]));
}

function textIn(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // A sink without rows has no part.
    return null;
  }
}

const KINDS = [
  ['several sources that are united', 'union, inputs: [a, b, c]'],
  ['rows of one source of which some were taken out', 'filter, inputs: [a], where: x > 0'],
] as const;

test.each(KINDS)(
  `a replay of %s gives what every sink got live, byte for byte (SEED=${seed})`,
  async (_, rows) => {
    const random = new Random(seed);
    let late = 0;
    for (let round = 0; round < 6; round++) {
      const folder = temporaryFolder();
      const start = Date.UTC(2026, 0, 1);
      for (const name of ['a', 'b', 'c'])
        writeFileSync(join(folder, `${name}.ndjson`), linesOf(random, start + random.integer(0, 5000)));
      const sources = rows.startsWith('union') ? ['a', 'b', 'c'] : ['a'];
      const format = ['ndjson', 'csv', 'parquet'][random.integer(0, 2)]!;
      const live = `version: 1
name: live
${settings(random)}
sources:
${sources.map((name) => source(name, [0, 200, 900][random.integer(0, 2)]!)).join('\n')}
operators:
  rows: { type: ${rows} }${behind('live')}
  keep: { type: file, inputs: [rows], path: keep, format: ${format} }
`;
      expect((await runDocument(live, folder)).fault).toBeNull();
      const replay = `version: 1
name: replay
${settings(random)}
sources:
  rows: { type: recording, path: keep }
operators:${behind('replay')}
`;
      const hasRows = 0 < readManifest(readFileSync(join(folder, 'keep', 'manifest.json'), 'utf8')).rows;
      if (!hasRows) continue;
      expect((await runDocument(replay, folder)).fault, `round ${round}`).toBeNull();
      const [wanted, found] = [outputs(join(folder, 'live')), outputs(join(folder, 'replay'))];
      expect(found, `round ${round}`).toEqual(wanted);
      late += wanted['late/part-0-0.ndjson']?.split('\n').length ?? 0;
    }
    // Proof that it depends on the watermarks.
    expect(late).toBeGreaterThan(10);
  },
  60_000,
);
