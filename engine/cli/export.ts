import type { Plan, PlanNode } from '../document/plan.ts';
import type { FlinkSql } from '../export/flink-sql/index.ts';
import { toFlinkSql } from '../export/flink-sql/index.ts';
import { parseArguments } from './arguments.ts';
import { EXPORT_OPTIONS, readExportRequest } from './export-request.ts';
import type { ExportRequest } from './export-request.ts';
import { EXIT } from './io.ts';
import type { CliIo } from './io.ts';
import { loadWithoutValues } from './load-without-values.ts';

/** `millrace export FILE --to flink-sql`: prints the pipeline as Flink SQL, or every reason against it. */
export async function exportDocument(args: readonly string[], io: CliIo): Promise<number> {
  const parsed = parseArguments(args, { '--to': 'value', ...EXPORT_OPTIONS });
  const to = typeof parsed === 'string' ? undefined : parsed.options.get('--to')?.at(-1);
  const isKnown = typeof parsed === 'string' || to === 'flink-sql';
  const request = isKnown ? readExportRequest(parsed, io.workingFolder) : toComplaint(to);
  if (typeof request === 'string') {
    io.stderr.write(`millrace export: ${request}\n`);
    return EXIT.usage;
  }
  const sql = await exported(request, io);
  if (sql === null) return EXIT.usage;
  io.stdout.write(sql.text);
  return EXIT.ok;
}

/** The document of `request` in Flink SQL; null where it is wrong or cannot be said, which is told on standard error. */
export async function exported({ file, overrides, ...options }: ExportRequest, io: CliIo): Promise<FlinkSql | null> {
  const loaded = await loadWithoutValues(file, overrides, io);
  if (!('plan' in loaded)) return null;
  const stray = strayName(options, loaded.plan);
  if (stray !== null) {
    io.stderr.write(`${stray} in ${file}\n`);
    return null;
  }
  const result = toFlinkSql(loaded.plan, options);
  if (!('refusals' in result)) return result;
  for (const { message } of result.refusals) io.stderr.write(`${message}\n`);
  const { length } = result.refusals;
  io.stderr.write(`${file}: cannot be said in Flink SQL, ${length} ${length === 1 ? 'reason' : 'reasons'}\n`);
  return null;
}

function toComplaint(to: string | undefined): string {
  return to === undefined ? 'say --to flink-sql' : `--to: "${to}" is not known, what there is is flink-sql`;
}

// A name that is spelt wrong would say nothing.
function strayName(
  { paths, kinds, topics }: Omit<ExportRequest, 'file' | 'overrides'>,
  { nodes }: Plan,
): string | null {
  const known = new Set(nodes.filter(hasTable).map(({ id }) => id));
  const stray = (option: string, named: ReadonlyMap<string, unknown>): string[] =>
    [...named.keys()]
      .filter((id) => !known.has(id))
      .map((id) => `${option}: there is no source and no sink of files or topics "${id}"`);
  return [...stray('--path', paths), ...stray('--tables', kinds), ...stray('--topic', topics)][0] ?? null;
}

function hasTable(node: PlanNode): boolean {
  return node.role === 'source' || (node.role === 'sink' && (node.sink.type === 'file' || node.sink.type === 'kafka'));
}
