import { lineText } from '../../reference/source-rows.ts';
import type { Line } from '../../reference/source-rows.ts';
import type { RandomColumn } from './random-values.ts';
import { cellText } from './random-values.ts';
import { randomOperators } from './random-operators.ts';
import type { Stream } from './random-operators.ts';
import { Random } from './random.ts';

/** A document, as the object that its YAML says, and the lines of the file that each of its sources reads. */
export interface Case {
  readonly document: CaseDocument;
  readonly files: Readonly<Record<string, readonly Line[]>>;
}

export interface CaseDocument {
  readonly version: 1;
  readonly name: string;
  readonly sources: Readonly<Record<string, unknown>>;
  readonly operators: Readonly<Record<string, { readonly inputs: readonly string[] }>>;
  readonly sinks: Readonly<Record<string, { readonly type: 'console'; readonly inputs: readonly string[] }>>;
}

/** A case that is the same for the same seed: a random graph over random rows. */
export function randomCase(seed: number): Case {
  const random = new Random(seed);
  const columns = randomColumns(random);
  const source = {
    type: 'file',
    path: 'in.ndjson',
    format: 'ndjson',
    schema: Object.fromEntries(columns.map(({ name, type }) => [name, type])),
    event_time: { column: 'ts', out_of_orderness: random.pick(['0s', '1ms', '2s', '5s']) },
  };
  const input: Stream = { id: 'in', columns, isWindowed: false };
  const { operators, sinks } = randomOperators(random, input);
  return {
    document: { version: 1, name: `seed ${seed}`, sources: { in: source }, operators, sinks },
    files: { 'in.ndjson': randomLines(random, columns) },
  };
}

/** The text of the file that `lines` stand for. */
export function fileText(random: Random, lines: readonly Line[]): string {
  return lines.map((line) => `${lineText(line)}${random.chance(0.02) ? '\r\n' : '\n'}`).join('');
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

function randomLines(random: Random, columns: readonly RandomColumn[]): Line[] {
  const keys = ['"a"', '"b"', '"😀"', '""', 'null'].slice(0, random.integer(1, 5));
  const start = random.pick([0, -5000, 1_795_377_848_123, 12_345, -62_135_596_800_000]);
  const stepMs = random.pick([1, 100, 1000, 4000]);
  let time = start;
  return random.list(random.pick([0, 1, 5, 20, 20, 60]), (): Line => {
    if (random.chance(0.01)) return random.pick(['not json', '[1]', '{"ts":', 'null', '{"n":01}']);
    time += random.integer(-stepMs, 2 * stepMs);
    const cells = columns.map((column): [string, string] => {
      if (column.name === 'ts') return ['ts', timeText(random, time)];
      if (column.name === 'k') return ['k', random.pick(keys)];
      return [column.name, cellText(random, column)];
    });
    return Object.fromEntries(random.shuffled(cells).filter(([, text]) => text !== 'null' || random.chance(0.5)));
  });
}

function timeText(random: Random, time: number): string {
  if (random.chance(0.02)) return 'null';
  if (random.chance(0.003)) return random.pick(['8640000000000000', '-8640000000000000', '8639999999990000']);
  return random.chance(0.3) ? JSON.stringify(new Date(time).toISOString()) : String(time);
}
