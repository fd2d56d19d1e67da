import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readDocument } from '../document/index.ts';
import type { DocumentOverride } from '../document/index.ts';
import type { Plan } from '../document/plan.ts';
import { formatProblem } from '../document/problem.ts';
import { systemReason } from '../fault.ts';
import type { CliIo } from './io.ts';

/** A larger file is no document; it is not even read. */
const DOCUMENT_SIZE_MAX = 1024 * 1024;

/**
 * Reads and checks the document `file`, with `overrides` in place of what is written there. What is wrong is printed on
 * standard error, one line a problem; then only their number is given.
 */
export async function loadDocument(
  file: string,
  overrides: readonly DocumentOverride[],
  io: CliIo,
): Promise<{ readonly plan: Plan; readonly text: string } | { readonly problems: number }> {
  const full = path.resolve(io.workingFolder, file);
  let text: string;
  try {
    text = await readText(full);
  } catch (error) {
    io.stderr.write(`${file}: cannot be read: ${systemReason(error)}\n`);
    return { problems: 1 };
  }
  const where = { file, baseFolder: path.dirname(full), environment: io.environment, overrides };
  const read = readDocument(text, where);
  if ('plan' in read) return { plan: read.plan, text };
  for (const problem of read.problems) io.stderr.write(`${formatProblem(problem)}\n`);
  return { problems: read.problems.length };
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file);
  if (DOCUMENT_SIZE_MAX < bytes.length) throw new Error(`it has ${bytes.length} bytes; a document has at most 1 MiB`);
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
