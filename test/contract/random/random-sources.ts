import type { Turn } from '../../reference/run.ts';
import type { Line } from '../../reference/source-rows.ts';
import type { Case } from './random-case.ts';
import type { Stream } from './random-operators.ts';
import type { RandomColumn } from './random-values.ts';
import { cellText } from './random-values.ts';
import type { Random } from './random.ts';

interface RandomSources extends Pick<Case, 'files' | 'turns'> {
  readonly sources: Case['document']['sources'];
  readonly streams: readonly Stream[];
}

/** What all sources of a case have in common, so that their rows meet. */
interface World {
  readonly keys: readonly string[];
  readonly start: number;
  readonly stepMs: number;
}

/** One source or a few, over rows of about the same time, in random turns. */
export function randomSources(random: Random): RandomSources {
  const ids = ['in', 'b', 'c'].slice(0, random.pick([1, 1, 1, 2, 2, 3]));
  const world = randomWorld(random);
  const sources: Record<string, unknown> = {};
  const files: Record<string, Line[]> = {};
  const streams: Stream[] = [];
  let columns = randomColumns(random);
  for (const id of ids) {
    // Often the same columns as the source before, so that a union is possible.
    if (random.chance(0.4)) columns = randomColumns(random);
    files[`${id}.ndjson`] = randomLines(random, columns, world);
    sources[id] = sourceText(random, id, columns);
    streams.push({ id, columns, isWindowed: false });
  }
  return { sources, streams, files, turns: randomTurns(random, ids) };
}

function randomWorld(random: Random): World {
  return {
    keys: ['"a"', '"b"', '"😀"', '""', 'null'].slice(0, random.integer(1, 5)),
    start: random.pick([0, -5000, 1_795_377_848_123, 12_345, -62_135_596_800_000]),
    stepMs: random.pick([1, 100, 1000, 4000]),
  };
}

function sourceText(random: Random, id: string, columns: readonly RandomColumn[]): unknown {
  return {
    type: 'file',
    path: `${id}.ndjson`,
    format: 'ndjson',
    schema: Object.fromEntries(columns.map(({ name, type }) => [name, type])),
    event_time: {
      column: 'ts',
      out_of_orderness: random.pick(['0s', '1ms', '2s', '5s']),
      ...(random.chance(0.3) ? { idle_timeout: '1s' } : {}),
    },
  };
}

function randomTurns(random: Random, ids: readonly string[]): Turn[] {
  if (ids.length === 1 && random.chance(0.8)) return [];
  return random.list(random.pick([0, 10, 10, 40]), () => ({
    source: random.pick(ids),
    lines: random.chance(0.15) ? 'idle' : random.pick([1, 1, 1, 2, 3, 8]),
  }));
}

function randomColumns(random: Random): RandomColumn[] {
  const always: RandomColumn[] = [
    { name: 'ts', type: 'timestamp', nature: 'tame' },
    { name: 'k', type: 'string', nature: 'tame' },
    { name: 'n', type: 'bigint', nature: 'tame' },
    { name: 'x', type: 'double', nature: 'tame' },
  ];
  const others: RandomColumn[] = [
    { name: 'm', type: 'bigint', nature: 'wild' },
    { name: 'y', type: 'double', nature: 'wild' },
    { name: 's', type: 'string', nature: 'wild' },
    { name: 'group', type: 'boolean', nature: 'wild' },
    { name: 'at', type: 'timestamp', nature: 'wild' },
  ];
  return random.shuffled([...always, ...random.some(others, 0.6)]);
}

function randomLines(random: Random, columns: readonly RandomColumn[], { keys, start, stepMs }: World): Line[] {
  let time = start;
  let last: Line | null = null;
  // Mostly few: many small cases find more than a few large ones of the same cost.
  return random.list(random.pick([0, 1, 3, 5, 8, 8, 12, 16, 20, 50]), (): Line => {
    if (random.chance(0.01)) return random.pick(['not json', '[1]', '{"ts":', 'null', '{"n":01}']);
    if (last !== null && random.chance(0.04)) return last;
    time += random.chance(0.03) ? random.integer(-20, 40) * stepMs : random.integer(-stepMs, 2 * stepMs);
    const cells = columns.map((column): [string, string] => {
      if (column.name === 'ts') return ['ts', timeText(random, time)];
      if (column.name === 'k') return ['k', random.pick(keys)];
      return [column.name, cellText(random, column)];
    });
    last = Object.fromEntries(random.shuffled(cells).filter(([, text]) => text !== 'null' || random.chance(0.5)));
    return last;
  });
}

function timeText(random: Random, time: number): string {
  if (random.chance(0.02)) return 'null';
  if (random.chance(0.003)) return random.pick(['8640000000000000', '-8640000000000000', '8639999999990000']);
  return random.chance(0.3) ? JSON.stringify(new Date(time).toISOString()) : String(time);
}
