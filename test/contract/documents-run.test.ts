import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runDocument } from '../support/run-document.ts';

const FOLDER = path.join(import.meta.dirname, 'smoke');
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length));

// The same documents run on the built command line with other versions of Node.
describe('a document gives the rows beside it', () => {
  test.each(names)('%s', async (name) => {
    const { printed, fault } = await runDocument(readFileSync(path.join(FOLDER, `${name}.yaml`), 'utf8'), FOLDER);
    expect(fault).toBe(null);
    expect(printed).toBe(readFileSync(path.join(FOLDER, `${name}.ndjson`), 'utf8'));
  });

  test.each([1, 2, 7, 1000])('whatever the batch size: %i', async (size) => {
    for (const name of names) {
      const text = readFileSync(path.join(FOLDER, `${name}.yaml`), 'utf8');
      const { printed } = await runDocument(`${text}settings: { batch: { size: ${size} } }\n`, FOLDER);
      expect(printed, name).toBe(readFileSync(path.join(FOLDER, `${name}.ndjson`), 'utf8'));
    }
  });
});
