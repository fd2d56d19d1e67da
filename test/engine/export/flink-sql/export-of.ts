import { readDocument } from '../../../../engine/document/index.ts';
import type { FlinkSql } from '../../../../engine/export/flink-sql/index.ts';
import { toFlinkSql } from '../../../../engine/export/flink-sql/index.ts';

/** Of a source `in` of files: ts, k, v and n, with event time. */
export const SOURCE =
  'in: { type: file, path: in.ndjson, format: ndjson, schema: { ts: timestamp, k: string, v: double, n: bigint }, event_time: { column: ts, out_of_orderness: 2s } }';

interface Parts {
  readonly sources?: string;
  readonly operators?: string;
  /** Lines; without them the operator `op` is printed. */
  readonly sinks?: string;
  readonly tables?: 'filesystem' | 'kafka';
  readonly paths?: Readonly<Record<string, string>>;
  readonly kinds?: Readonly<Record<string, 'filesystem' | 'kafka'>>;
  readonly topics?: Readonly<Record<string, string>>;
  readonly settings?: string;
}

/** The export of a document that has these parts; `op` is the operator in question. */
export function exportOf(parts: Parts): ReturnType<typeof toFlinkSql> {
  const { sources = SOURCE, operators = '', sinks = 'out: { type: console, inputs: [op] }' } = parts;
  const indented = (text: string): string => text.trim().replace(/^/gm, '  ');
  const text = [
    'version: 1',
    'name: test',
    ...(parts.settings === undefined ? [] : [`settings: ${parts.settings}`]),
    `sources:\n${indented(sources)}`,
    ...(operators === '' ? [] : [`operators:\n${indented(operators)}`]),
    `sinks:\n${indented(sinks)}`,
  ].join('\n');
  const read = readDocument(text, {
    file: 'test.yaml',
    baseFolder: '/data',
    environment: { PASS: 'long enough to be one' },
  });
  if (!('plan' in read)) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  const [paths, kinds, topics] = [parts.paths, parts.kinds, parts.topics];
  return toFlinkSql(read.plan, {
    tables: parts.tables ?? 'filesystem',
    paths: new Map(Object.entries(paths ?? {})),
    kinds: new Map(Object.entries(kinds ?? {})),
    topics: new Map(Object.entries(topics ?? {})),
  });
}

/** The statements for node `op`, on one line each. */
export function statementsFor(node: string | null, parts: Parts): string[] {
  const result: FlinkSql | { refusals: readonly { message: string }[] } = exportOf(parts);
  if ('refusals' in result) throw new Error(result.refusals.map(({ message }) => message).join('\n'));
  return result.statements.filter((each) => each.node === node).map(({ sql }) => sql.replace(/\s+/g, ' '));
}

/** Why a document cannot be exported. */
export function refusalsOf(parts: Parts): string[] {
  const result = exportOf(parts);
  return 'refusals' in result ? result.refusals.map(({ message }) => message) : [];
}
