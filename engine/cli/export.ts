import path from 'node:path';
import type { DocumentOverride } from '../document/index.ts';
import type { Plan } from '../document/plan.ts';
import type { ExportOptions, FlinkSql } from '../export/flink-sql/index.ts';
import { toFlinkSql } from '../export/flink-sql/index.ts';
import { parseArguments } from './arguments.ts';
import { EXIT } from './io.ts';
import type { CliIo } from './io.ts';
import { loadWithoutValues } from './load-without-values.ts';
import { readOverrides } from './overrides.ts';

/** What is exported, and how. */
export interface ExportRequest extends ExportOptions {
  readonly file: string;
  readonly overrides: readonly DocumentOverride[];
}

/** The options that say what becomes of sources and sinks. */
export const EXPORT_OPTIONS = { '--tables': 'value', '--path': 'value', '--set': 'value' } as const;

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
  const stray = [...options.paths.keys()].find((id) => !hasTable(loaded.plan, id));
  if (stray !== undefined) {
    io.stderr.write(`--path: there is no source and no sink of files "${stray}" in ${file}\n`);
    return null;
  }
  const result = toFlinkSql(loaded.plan, options);
  if (!('refusals' in result)) return result;
  for (const { message } of result.refusals) io.stderr.write(`${message}\n`);
  const { length } = result.refusals;
  io.stderr.write(`${file}: cannot be said in Flink SQL, ${length} ${length === 1 ? 'reason' : 'reasons'}\n`);
  return null;
}

/** What the words of a command ask for, or a sentence about what is wrong with them. */
export function readExportRequest(
  parsed: ReturnType<typeof parseArguments>,
  workingFolder: string,
): ExportRequest | string {
  if (typeof parsed === 'string') return parsed;
  const [file, ...more] = parsed.rest;
  if (file === undefined) return 'name the FILE';
  if (0 < more.length) return `one FILE at a time, not also "${more[0]!}"`;
  const tables = parsed.options.get('--tables')?.at(-1) ?? 'filesystem';
  if (tables !== 'filesystem' && tables !== 'kafka') return `--tables: "${tables}" is neither filesystem nor kafka`;
  const overrides = readOverrides(parsed.options.get('--set'));
  if (typeof overrides === 'string') return overrides;
  const paths = new Map<string, string>();
  for (const each of parsed.options.get('--path') ?? []) {
    const cut = each.indexOf('=');
    if (cut < 1) return `--path: "${each}" is not of the form node=path, such as sensors=/data/sensors.ndjson`;
    paths.set(each.slice(0, cut), locate(each.slice(cut + 1), workingFolder));
  }
  return { file, tables, paths, overrides };
}

function toComplaint(to: string | undefined): string {
  return to === undefined ? 'say --to flink-sql' : `--to: "${to}" is not known, what there is is flink-sql`;
}

// What has a scheme (`s3://…`) is no path of this machine.
function locate(written: string, workingFolder: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(written) ? written : path.resolve(workingFolder, written);
}

function hasTable({ nodes }: Plan, id: string): boolean {
  return nodes.some(
    (node) => node.id === id && (node.role === 'source' || (node.role === 'sink' && node.sink.type === 'file')),
  );
}
