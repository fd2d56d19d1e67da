import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { lineText } from '../../reference/source-rows.ts';
import { runReference } from '../../reference/run.ts';
import { differences } from './differences.ts';
import type { Case } from './random-case.ts';
import { planOf, runEngine } from './real-engine.ts';

const BATCH_SIZES = [1, 2, 7, 1000];

/** Runs both engines over `given` and gives what differs, at each batch size. Files are written to `folder`. */
export function checkCase(given: Case, folder: string): Promise<string[]> {
  return checkText(JSON.stringify(given.document), given.files, folder);
}

/** The same of a document as it is written. */
export async function checkText(text: string, files: Case['files'], folder: string): Promise<string[]> {
  for (const [name, lines] of Object.entries(files))
    writeFileSync(path.join(folder, name), lines.map((line) => `${lineText(line)}\n`).join(''));
  const plan = planOf(text, folder);
  const expected = runReference(text, files);
  const told: string[] = [];
  for (const size of BATCH_SIZES) {
    const found = await runEngine(plan, size);
    told.push(...differences(expected, found).map((each) => `batches of ${size}: ${each}`));
  }
  return told;
}
