import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { formatProblem, readDocument } from '../../../engine/index.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const environment = { NAME: 'mill', TYPE: 'file', FOLDER: '/var/log', COUNT: '12', SECRET: 'hunter2 or not' };

/** The documents in `folder`, by name. */
function documentsIn(folder: string): string[] {
  return readdirSync(path.join(here, folder)).filter((name) => name.endsWith('.yaml'));
}

function read(folder: string, name: string) {
  const text = readFileSync(path.join(here, folder, name), 'utf8');
  return readDocument(text, { file: name, baseFolder: '/home/mill/pipelines', environment });
}

describe('a document with faults gives all of them, in the order of the text', () => {
  test.each(documentsIn('bad'))('%s', async (name) => {
    const result = read('bad', name);
    const lines =
      'problems' in result ? result.problems.map((problem) => `${formatProblem(problem)}\n`) : ['no problem\n'];
    expect(lines.join('')).not.toContain('hunter2');
    await expect(lines.join('')).toMatchFileSnapshot(path.join(here, 'bad', name.replace('.yaml', '.problems')));
  });
});

describe('a document without fault gives its plan, with every default filled in', () => {
  test.each(documentsIn('good'))('%s', async (name) => {
    const plan = `${JSON.stringify(read('good', name), null, 1)}\n`;
    await expect(plan).toMatchFileSnapshot(path.join(here, 'good', name.replace('.yaml', '.plan.json')));
  });
});
