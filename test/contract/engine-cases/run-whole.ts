import { planOf, runEngine } from '../random/real-engine.ts';

/**
 * What a document with these operators prints of the outputs that `columns` names, each with its columns, for the rows of `input`
 * (`a:1@0, b:2@4`), which come up to `outOfOrderness` late.
 */
export function printedOf(
  operators: Readonly<Record<string, unknown>>,
  input: string,
  columns: Readonly<Record<string, string>>,
  outOfOrderness = '0s',
): Readonly<Record<string, readonly string[]>> {
  const outputs = Object.keys(columns);
  const schema = { ts: 'timestamp', name: 'string', n: 'bigint' };
  const event_time = { column: 'ts', out_of_orderness: outOfOrderness };
  const document = {
    version: 1,
    name: 'case',
    sources: { in: { type: 'file', path: 'in.ndjson', format: 'ndjson', schema, event_time } },
    operators,
    sinks: Object.fromEntries(outputs.map((output, i) => [`out${i}`, { type: 'console', inputs: [output] }])),
  };
  const { lines } = runEngine(planOf(JSON.stringify(document)), {
    lines: new Map([['in', input.split(', ').map(rowText)]]),
    turns: [],
    batchSize: () => 3,
    largestBatch: 3,
  });
  return Object.fromEntries(
    outputs.map((output, i) => [output, lines.get(`out${i}`)!.map((line) => cellsText(line, columns[output]!))]),
  );
}

function rowText(step: string): string {
  const [, name, n, ts] = /^(\w+?):(\d+)@(\d+)$/.exec(step)!;
  return `${JSON.stringify({ ts: Number(ts), name, n: Number(n) })}\n`;
}

function cellsText(line: string, columns: string): string {
  const row = JSON.parse(line) as Readonly<Record<string, unknown>>;
  return columns
    .split(' ')
    .map((name) => String(row[name]))
    .join(' ');
}
