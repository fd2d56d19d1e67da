import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deepEqual, equal, match, rejects, throws } from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'vitest';
import type { JobStatus } from '../../../engine/index.ts';
import { documents } from '../../../electron/desk/documents.ts';
import { EditDesk } from '../../../electron/desk/edit-desk.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'edits-'));
  file = path.join(folder, 'counts.yaml');
  writeFileSync(file, textOf('10s'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const textOf = (size: string, lateness = '0s'): string => `# mine
version: 1
name: Counts
sources:
  in: { type: file, path: in.ndjson, format: ndjson, schema: { ts: timestamp, v: string }, event_time: { column: ts } }
operators:
  kept: { type: filter, inputs: [in], where: "v = '\${FOLDER}'" }
  counted: { type: window, inputs: [kept], window: { type: tumbling, size: ${size} }, aggregate: { n: count(*) }, allowed_lateness: ${lateness} }
sinks:
  end: { type: discard, inputs: [counted] }
`;

/** A desk over one pipeline that runs as its file says at first. */
function desk(runs = true) {
  const reading = documents(folder, { FOLDER: '/secret' });
  let applied = textOf('10s');
  const calls: string[] = [];
  const plan = (): ReturnType<typeof reading.check> => reading.check(applied, file);
  const edits = new EditDesk({
    ...reading,
    pipelines: {
      fileOf: () => file,
      text: () => applied,
      planOf: () => (({ plan: found }) => found)(plan() as Extract<ReturnType<typeof plan>, { plan: unknown }>),
      isActive: () => runs,
      saved: ({ text }) => {
        if (text === applied) return;
        calls.push('saved');
        if (!runs) applied = text as string;
      },
      restart: (id) => (calls.push(`restart ${id}`), Promise.resolve({ id } as JobStatus)),
      statuses: () => [],
      charts: () => [],
      edited: () => [],
    },
    copy: (text) => void calls.push(`copy ${text.length}`),
    onChange: () => void calls.push('change'),
  });
  return { edits, calls };
}

test('a document opens as it runs, as its file is, and as it was left while it was edited', async () => {
  const { edits } = desk();
  deepEqual(await edits.open('counts'), { applied: textOf('10s'), saved: textOf('10s'), draft: null });
  edits.check('counts', 'half');
  writeFileSync(file, textOf('20s'));
  deepEqual(await edits.open('counts'), { applied: textOf('10s'), saved: textOf('20s'), draft: 'half' });
  deepEqual((await edits.discard('counts')).draft, null);
  // Looking at a text does not make it a draft, which would hide what the file has later.
  edits.check('counts', textOf('20s'));
  deepEqual((await edits.open('counts')).draft, null);
});

test('a check tells all problems with their places, what is lost, and why Flink cannot run it', () => {
  const { edits } = desk();
  const wrong = edits.check('counts', textOf('10s').replace('discard', 'discord'));
  equal(wrong.problems.length, 1);
  deepEqual([wrong.problems[0]?.line, wrong.problems[0]?.column], [10, 16]);
  match(wrong.problems[0]!.message, /discard/);
  deepEqual([wrong.lost, wrong.refusals, wrong.outline.nodes.length], [null, null, 4]);

  const changed = edits.check('counts', textOf('20s', '5s'));
  deepEqual([changed.problems, changed.lost], [[], { gone: [], changed: ['counted'] }]);
  match(changed.refusals!.join(), /allowed_lateness on counted/);
  deepEqual(edits.check('counts', textOf('10s')).lost, { gone: [], changed: [] });
  deepEqual(desk(false).edits.check('counts', textOf('20s')).lost, null);
});

test('a save writes the file and nothing else, and a file that was changed meanwhile is not written over', async () => {
  const { edits, calls } = desk();
  deepEqual(await edits.save('counts', textOf('20s'), textOf('10s')), {
    applied: textOf('10s'),
    saved: textOf('20s'),
    draft: null,
  });
  deepEqual([readFileSync(file, 'utf8'), calls], [textOf('20s'), ['saved', 'change']]);
  await rejects(edits.save('counts', textOf('30s'), textOf('10s')), { code: 'conflict' });
  equal(readFileSync(file, 'utf8'), textOf('20s'));
  await edits.save('counts', textOf('30s'), null);
  equal(readFileSync(file, 'utf8'), textOf('30s'));
  // Somebody else has written the same.
  equal((await edits.save('counts', textOf('30s'), textOf('10s'))).saved, textOf('30s'));
  rmSync(file);
  await rejects(edits.open('counts'), { code: 'not-found' });
  mkdirSync(file);
  await rejects(edits.open('counts'), { code: 'bad-document', message: /cannot be read/ });
});

test('what is applied restarts the pipeline, and the page hears what has changed', async () => {
  const { edits, calls } = desk();
  equal((await edits.apply('counts')).id, 'counts');
  deepEqual(calls, ['restart counts', 'change']);
});

test('an edit keeps comments', () => {
  const { edits } = desk();
  const path = ['operators', 'counted', 'window', 'size'];
  equal(edits.edit(textOf('10s'), [{ kind: 'set', path, value: '1m' }]), textOf('1m'));
});

test('the SQL has no values of the environment, and a document that cannot be said is refused with the reasons', () => {
  const { edits, calls } = desk();
  const sql = edits.sql('counts', textOf('10s'));
  match(sql, /\$\{FOLDER\}/);
  equal(sql.includes('/secret'), false);
  edits.copySql('counts', textOf('10s'));
  deepEqual(calls, [`copy ${sql.length}`]);
  throws(() => edits.sql('counts', textOf('10s', '5s')), {
    code: 'bad-request',
    message: /allowed_lateness on counted/,
  });
});
