import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deepEqual, equal, rejects } from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'vitest';
import type { JobStatus } from '../../../engine/index.ts';
import { addExample } from '../../../electron/desk/add-example.ts';
import type { PipelineFile } from '../../../electron/desk/pipeline-folder.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'examples-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function desk() {
  const added: PipelineFile[] = [];
  let told = 0;
  const parts = {
    folder,
    examples: { guard: 'the example' },
    pipelines: {
      add: (files: readonly PipelineFile[]) => void added.push(...files),
      statuses: () => added.map(({ id }) => ({ id }) as JobStatus),
    },
    onAdded: () => void told++,
  };
  return { added, parts, told: () => told };
}

test('an example is written among the pipelines and taken in, once', async () => {
  const { added, parts, told } = desk();
  await Promise.all([addExample('guard', parts), addExample('guard', parts)]);
  deepEqual(
    [(await addExample('guard', parts)).id, added.map(({ id, text }) => [id, text])],
    ['guard', [['guard', 'the example']]],
  );
  deepEqual([readFileSync(path.join(folder, 'guard.yaml'), 'utf8'), 0 < told()], ['the example', true]);
  // Nor is one written anew whose file was deleted while it is there.
  rmSync(path.join(folder, 'guard.yaml'));
  await addExample('guard', parts);
  equal(existsSync(path.join(folder, 'guard.yaml')), false);
});

test('a document of that name that a person wrote meanwhile is taken in as it is', async () => {
  writeFileSync(path.join(folder, 'guard.yaml'), 'mine');
  const { added, parts } = desk();
  await addExample('guard', parts);
  deepEqual(
    added.map(({ text }) => text),
    ['mine'],
  );
});

test('what is no example is refused with those that there are', async () => {
  const { parts } = desk();
  const message = (id: string): string => `there is no example "${id}"; there are: guard`;
  for (const id of ['other', 'toString', '__proto__'])
    await rejects(addExample(id, parts), { code: 'not-found', message: message(id) });
});
