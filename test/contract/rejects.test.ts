import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../support/command.ts';
import { runDocument } from '../support/run-document.ts';

let remove: (() => void) | null = null;
afterEach(() => remove?.());

function folderWith(rows: string): string {
  const folder = temporaryFolder({ 'in.ndjson': rows });
  remove = folder.remove;
  return folder.path;
}

const document = (source: string, operator: string): string => `version: 1
name: t
sources: { in: { type: file, path: in.ndjson, format: ndjson, schema: { n: bigint, at: timestamp }${source} } }
operators: { op: { type: select, inputs: [in], columns: { q: 10 / n }${operator} } }
sinks: { out: { type: console, inputs: [op] } }
`;
const ROWS = '{"n":5,"at":1}\n{"n":\n{"n":0,"at":2}\n{"n":"x","at":3}\n{"n":2}\n';

function kept(folder: string, name: string): unknown[] {
  return readFileSync(path.join(folder, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .map(({ file, line, text, reason }) => [path.basename(file as string), line, text, typeof reason]);
}

test('what cannot be read and what cannot be computed is kept with its file, line, reason and text', async () => {
  const folder = folderWith(ROWS);
  const timed = ', event_time: { column: at }, rejects: source.ndjson';
  const { printed, warnings, nodes } = await runDocument(document(timed, ', rejects: op.ndjson'), folder);
  expect(printed).toBe('{"q":2}\n');
  expect(kept(folder, 'source.ndjson')).toEqual([
    ['in.ndjson', 2, '{"n":', 'string'],
    ['in.ndjson', 4, '{"n":"x","at":3}', 'string'],
    ['in.ndjson', 5, '{"n":2}', 'string'],
  ]);
  expect(kept(folder, 'op.ndjson')).toEqual([['in.ndjson', 3, expect.stringContaining('"n":0'), 'string']]);
  expect([nodes.get('in')!.rejected, nodes.get('op')!.rejected, warnings.length]).toEqual([3, 1, 4]);
});

test.each([
  ['ndjson', '{"n": 1}\n{"n":\n{"n":3,"at":3}\n', ['{"n": 1}', '{"n":']],
  ['csv', 'n,at\n1,\nx,2\n', ['1,', 'x,2']],
])(
  'rows without an event time and rows that cannot be read are kept as they stand, in their order: %s',
  async (format, text, kept) => {
    const files = temporaryFolder({ [`in.${format}`]: text });
    remove = files.remove;
    const timed = ', event_time: { column: at }, rejects: bad.ndjson';
    await runDocument(
      document(timed, '').replaceAll('ndjson, schema', `${format}, schema`).replace('in.ndjson', `in.${format}`),
      files.path,
    );
    const lines = readFileSync(path.join(files.path, 'bad.ndjson'), 'utf8').trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { text: string }).text)).toEqual(kept);
  },
);

test.each([
  ['the source', ', on_error: fail', '', /^source "in": .*in\.ndjson:2: .*"on_error: fail" stops the pipeline$/],
  ['the operator', '', ', on_error: fail', /^operator "op": .*in\.ndjson:3: .*"on_error: fail" stops the pipeline$/],
])(
  'with on_error: fail at %s the pipeline stops and names node, file and line',
  async (_, source, operator, message) => {
    const { fault } = await runDocument(document(source, operator), folderWith(ROWS));
    expect(fault?.message).toMatch(message);
  },
);

test('rejects that cannot be written cost those rows only, and that is told', async () => {
  const { printed, warnings, nodes, fault } = await runDocument(
    document(', rejects: /proc/none/r.ndjson', ''),
    folderWith(ROWS),
  );
  expect([fault, printed, nodes.get('in')!.rejected]).toEqual([null, '{"q":2}\n{"q":5}\n', 2]);
  expect(warnings.filter((each) => each.includes('/proc/none'))).toHaveLength(2);
});

test('why a row cannot be computed is not told where a value of the environment is part of it', async () => {
  const folder = folderWith('{"n":5}\n');
  const operator =
    '{ type: select, inputs: [in], columns: { q: "CAST(UPPER(\'${TOKEN}\') AS BIGINT)" }, rejects: "${FILE}"';
  const text = document('', '').replace(/^operators:.*$/m, () => `operators: { op: ${operator} } }`);
  const environment = { TOKEN: 'hunter', FILE: 'op.ndjson' };
  const { warnings } = await runDocument(text, folder, { environment });
  const told = 'the row cannot be computed with ${TOKEN} filled in; why is not told, as it may be a secret';
  expect(warnings).toEqual([`operator "op": row rejected: ${path.join(folder, 'in.ndjson')}:1: ${told}`]);
  expect(readFileSync(path.join(folder, 'op.ndjson'), 'utf8')).toContain(told);
  const { fault } = await runDocument(text.replace(', rejects: "${FILE}"', ', on_error: fail'), folder, {
    environment,
  });
  expect(fault?.message).toContain(told);
});
