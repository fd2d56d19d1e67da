import { cpSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DocumentRun } from '../support/run-document.ts';
import { runDocument } from '../support/run-document.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FOLDER = path.join(import.meta.dirname, 'smoke');
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length));

// The same documents run on the built command line with other versions of Node.
describe('a document gives the rows beside it', () => {
  test.each(names)('%s', async (name) => {
    const { printed, fault } = await runSmoke(name);
    expect(fault).toBe(null);
    expect(printed).toBe(readFileSync(path.join(FOLDER, `${name}.ndjson`), 'utf8'));
  });

  test.each([1, 2, 7, 1000])('whatever the batch size: %i', async (size) => {
    for (const name of names) {
      const { printed } = await runSmoke(name, `settings: { batch: { size: ${size} } }\n`);
      expect(printed, name).toBe(readFileSync(path.join(FOLDER, `${name}.ndjson`), 'utf8'));
    }
  });
});

/** Runs a document in a copy of its folder: what it writes must not end up in the source. */
function runSmoke(name: string, more = ''): Promise<DocumentRun> {
  const copy = temporaryFolder();
  cpSync(FOLDER, copy, { recursive: true });
  const text = readFileSync(path.join(FOLDER, `${name}.yaml`), 'utf8');
  return runDocument(`${text}${more}`, copy, { environment: process.env as Record<string, string> });
}
