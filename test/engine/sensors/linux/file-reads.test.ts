import { expect, test } from 'vitest';
import { FileReads, isHanging } from '../../../../engine/sensors/linux/file-reads.ts';
import { FakeTime, settled } from '../support/fake-time.ts';

/** A read that answers when it is told to. */
function slow() {
  let answer = (_: string): void => undefined;
  let isStarted = false;
  const read = (): Promise<string> => {
    isStarted = true;
    return new Promise((resolve) => (answer = resolve));
  };
  return { read, answer: (text: string) => answer(text), isStarted: () => isStarted };
}

const outcome = (reading: Promise<string>): Promise<string> =>
  reading.catch((error: Error) => `${isHanging(error) ? 'hangs' : 'fails'}: ${error.message}`);

test('no more reads are under way at once than may be; the others wait for their turn', async () => {
  const reads = new FileReads(new FakeTime(0), 2);
  const each = [slow(), slow(), slow(), slow()];
  const outcomes = each.map(({ read }) => outcome(reads.run(read)));
  const started = [each.map(({ isStarted }) => isStarted())];
  each[1]!.answer('b');
  await settled();
  started.push(each.map(({ isStarted }) => isStarted()));
  each[0]!.answer('a');
  await settled();
  each[2]!.answer('c');
  each[3]!.answer('d');
  expect([started, await Promise.all(outcomes)]).toEqual([
    [
      [true, true, false, false],
      [true, true, true, false],
    ],
    ['a', 'b', 'c', 'd'],
  ]);
});

test('one that hangs is given up and keeps its place; where all places are kept, no more are asked until one is free', async () => {
  const time = new FakeTime(0);
  const reads = new FileReads(time, 2);
  const [first, second, third, fourth] = [slow(), slow(), slow(), slow()];
  const outcomes = [outcome(reads.run(first.read)), outcome(reads.run(second.read)), outcome(reads.run(third.read))];
  await time.pass(700);
  outcomes.push(outcome(reads.run(fourth.read)));
  const full = '2 other files of sensors do not answer, and no more are asked until one does';
  const hung = 'hangs: it does not answer within 0.6 s';
  expect([await Promise.all(outcomes), third.isStarted(), fourth.isStarted()]).toEqual([
    [hung, hung, `hangs: ${full}`, `hangs: ${full}`],
    false,
    false,
  ]);
  first.answer('late');
  await settled();
  const last = outcome(reads.run(fourth.read));
  await settled();
  fourth.answer('d');
  expect(await last).toBe('d');
});
