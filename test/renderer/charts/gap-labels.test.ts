import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { PipelineEvent } from '../../../electron/ipc/contract.ts';
import { GapLabels } from '../../../renderer/charts/gap-labels.ts';

const [FIRST, SECOND] = [
  { from: 100_000, to: 110_000 },
  { from: 200_000, to: 239_000 },
];
const suspend: PipelineEvent = { at: 239_000, kind: 'gap', message: 'suspend', seconds: 38 };
const stopped: PipelineEvent = { at: 101_000, kind: 'stopped', message: '', seconds: 0 };

/** Labels, how often was asked, and the answer to the last question. */
function labels() {
  const made = new GapLabels([]);
  const asked: ((events: readonly PipelineEvent[] | null) => void)[] = [];
  made.askBy(() => new Promise((resolve) => asked.push(resolve)));
  const answer = async (events: readonly PipelineEvent[] | null, question = asked.length - 1): Promise<void> => {
    asked[question]!(events);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const words = (...gaps: readonly (typeof FIRST)[]): readonly string[] => made.of(gaps).map(({ label }) => label);
  return { made, asked, answer, words };
}

test('of each further gap is asked once, also while its pipeline goes on: not of those before it, and not with every picture', async () => {
  const { asked, answer, words } = labels();
  await answer([stopped]);
  const counts = [asked.length];
  const look = async (...gaps: readonly (typeof FIRST)[]): Promise<void> => {
    words(...gaps);
    counts.push(asked.length);
    await answer([stopped, suspend]);
  };
  await look();
  await look(FIRST);
  await look(FIRST);
  await look(FIRST, SECOND);
  await look(FIRST);
  deepEqual(counts, [1, 1, 2, 2, 3, 3]);
});

test('a gap says nothing while its reason is asked for, and that nothing is known only after the answer', async () => {
  const { answer, words } = labels();
  await answer([stopped]);
  const before = words(FIRST, SECOND);
  await answer([stopped, suspend]);
  const after = words(FIRST, SECOND);
  const { answer: refuse, words: others } = labels();
  others(FIRST);
  await refuse(null);
  deepEqual([before, after, others(FIRST)], [['stopped', ''], ['stopped', 'machine asleep'], ['no data']]);
});

test('an answer that a newer one has overtaken is not taken', async () => {
  const { answer, words } = labels();
  words(FIRST);
  await answer([stopped]);
  await answer([], 0);
  deepEqual(words(FIRST), ['stopped']);
});

test('nobody is asked where the reasons are known, and one that is known comes first', () => {
  const made = new GapLabels([]);
  made.known = [{ ...SECOND, label: 'recorded so' }];
  deepEqual(
    made.of([FIRST, SECOND]).map(({ label }) => label),
    ['no data', 'recorded so'],
  );
});
