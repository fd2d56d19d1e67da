import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fromRows } from '../../../engine/data/rows.ts';
import { readDocument } from '../../../engine/document/index.ts';
import type { SourceNode } from '../../../engine/document/plan.ts';
import { Output } from '../../../engine/runtime/edges.ts';
import type { SourceEntry } from '../../../engine/runtime/entries.ts';
import type { FromWorker } from '../../../engine/runtime/protocol.ts';
import { RecordingTap } from '../../../engine/runtime/recording-tap.ts';
import { systemClock } from '../../../engine/time/clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const TEXT = `version: 1
name: t
sources: { in: { type: generator, columns: { n: { sequence: {} } } } }
sinks: { out: { type: discard, inputs: [in] } }
`;

/** What records the rows of a source, and what it tells. */
function tapped() {
  const read = readDocument(TEXT, { file: 't', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error('the document is wrong');
  const node = read.plan.nodes[0] as SourceNode;
  const output = new Output();
  const posted: FromWorker[] = [];
  const start = { plan: read.plan, documentText: TEXT, subtask: 0, hasScreen: false };
  const port = { clock: systemClock, post: (message: FromWorker) => void posted.push(message) };
  const tap = new RecordingTap({ node, output } as unknown as SourceEntry, start, port);
  const give = (...numbers: number[]): void =>
    output.receive(
      fromRows(
        node.schema,
        numbers.map((n) => ({ n })),
      ),
    );
  return { tap, posted, give, output };
}

test('where nothing is recorded there is room at once, and the end of it is told without a fault', async () => {
  const { tap, posted } = tapped();
  expect(tap.room()).toBe(null);
  await tap.stop();
  expect(posted).toEqual([{ type: 'recordingEnded', fault: null }]);
});

test('a second recording is refused while one is made, which goes on until it is stopped', async () => {
  const { tap, posted, give, output } = tapped();
  const folder = join(temporaryFolder(), 'a');
  const other = join(temporaryFolder(), 'b');
  await tap.start({ folder, name: 'a', format: 'ndjson' });
  give(1);
  await tap.start({ folder: other, name: 'b', format: 'ndjson' });
  give(2);
  await tap.stop();
  give(3);
  const part = readdirSync(folder).find((name) => name.endsWith('.ndjson'))!;
  expect([readFileSync(join(folder, part), 'utf8'), output.isRead]).toEqual(['{"n":1}\n{"n":2}\n', false]);
  expect(posted).toEqual([
    { type: 'recordingStarted', fault: null },
    { type: 'recordingStarted', fault: expect.objectContaining({ code: 'conflict' }) },
    { type: 'recordingEnded', fault: null },
  ]);
});

test('a recording that fails is closed, with no file left open, which its manifest and who records are told', async () => {
  const { tap, posted, give, output } = tapped();
  const folder = join(temporaryFolder(), 'a');
  await tap.start({ folder, name: 'a', format: 'ndjson' });
  give(1);
  output.receive(null as never);
  await tap.stop();
  const { state } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { state: string };
  expect([state, readdirSync(folder).filter((name) => name.includes('inprogress'))]).toEqual(['failed', []]);
  expect(posted[1]).toEqual({ type: 'recordingEnded', fault: expect.objectContaining({ code: 'internal' }) });
});
