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
  let now = 0;
  const words = (...gaps: readonly (typeof FIRST)[]): readonly string[] => made.of(gaps, now).map(({ label }) => label);
  const pass = (ms: number): void => void (now += ms);
  return { made, asked, answer, words, pass };
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

test('a reason that is noted later is told: of a gap without one it is asked again for a minute, and its words stay meanwhile', async () => {
  const { asked, answer, words, pass } = labels();
  await answer([]);
  words(SECOND);
  await answer([]);
  const told: (readonly string[])[] = [words(SECOND)];
  pass(1_900);
  told.push(words(SECOND));
  pass(100);
  told.push(words(SECOND));
  const counts = [asked.length];
  await answer([]);
  pass(8_000);
  told.push(words(SECOND));
  await answer([suspend]);
  told.push(words(SECOND));
  counts.push(asked.length);
  pass(100_000);
  told.push(words(SECOND));
  counts.push(asked.length);
  deepEqual(told, [['no data'], ['no data'], ['no data'], ['no data'], ['machine asleep'], ['machine asleep']]);
  deepEqual(counts, [3, 4, 4]);
});

test('of a gap whose reason nobody ever tells it is asked four times in all', async () => {
  const { asked, answer, words, pass } = labels();
  for (let look = 0; look < 20; look++) {
    await answer([]);
    words(FIRST);
    pass(30_000);
  }
  deepEqual([asked.length, words(FIRST)], [1 + 4, ['no data']]);
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
    made.of([FIRST, SECOND], 0).map(({ label }) => label),
    ['no data', 'recorded so'],
  );
});
