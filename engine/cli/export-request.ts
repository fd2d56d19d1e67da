import path from 'node:path';
import type { DocumentOverride } from '../document/index.ts';
import type { ExportOptions, TableKind } from '../export/flink-sql/index.ts';
import type { parseArguments } from './arguments.ts';
import { readOverrides } from './overrides.ts';

/** What is exported, and how. */
export interface ExportRequest extends ExportOptions {
  readonly file: string;
  readonly overrides: readonly DocumentOverride[];
}

/** The options that say what becomes of sources and sinks. */
export const EXPORT_OPTIONS = { '--tables': 'value', '--path': 'value', '--topic': 'value', '--set': 'value' } as const;

/** What the words of a command ask for, or a sentence about what is wrong with them. */
export function readExportRequest(
  parsed: ReturnType<typeof parseArguments>,
  workingFolder: string,
): ExportRequest | string {
  if (typeof parsed === 'string') return parsed;
  const [file, ...more] = parsed.rest;
  if (file === undefined) return 'name the FILE';
  if (0 < more.length) return `one FILE at a time, not also "${more[0]!}"`;
  const tables = readTables(parsed.options.get('--tables') ?? []);
  if (typeof tables === 'string') return tables;
  const overrides = readOverrides(parsed.options.get('--set'));
  if (typeof overrides === 'string') return overrides;
  const paths = readPairs('--path', parsed.options.get('--path'));
  if (typeof paths === 'string') return paths;
  const topics = readPairs('--topic', parsed.options.get('--topic'));
  if (typeof topics === 'string') return topics;
  for (const [id, written] of paths) paths.set(id, locate(written, workingFolder));
  return { file, ...tables, paths, topics, overrides };
}

/** `kafka` for all, `node=kafka` for one. */
function readTables(words: readonly string[]): Pick<ExportOptions, 'tables' | 'kinds'> | string {
  let tables: TableKind = 'filesystem';
  const kinds = new Map<string, TableKind>();
  for (const word of words) {
    const cut = word.indexOf('=');
    const kind = word.slice(cut + 1);
    if (kind !== 'filesystem' && kind !== 'kafka') return `--tables: "${kind}" is neither filesystem nor kafka`;
    if (cut < 0) tables = kind;
    else kinds.set(word.slice(0, cut), kind);
  }
  return { tables, kinds };
}

const PAIRS = {
  '--path': 'node=path, such as sensors=/data/sensors.ndjson',
  '--topic': 'node=topic, such as sensors=readings',
} as const;

function readPairs(option: keyof typeof PAIRS, words: readonly string[] = []): Map<string, string> | string {
  const pairs = new Map<string, string>();
  for (const word of words) {
    const cut = word.indexOf('=');
    if (cut < 1) return `${option}: "${word}" is not of the form ${PAIRS[option]}`;
    pairs.set(word.slice(0, cut), word.slice(cut + 1));
  }
  return pairs;
}

// What has a scheme (`s3://…`) is no path of this machine.
function locate(written: string, workingFolder: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(written) ? written : path.resolve(workingFolder, written);
}
