import { expect, test } from 'vitest';
import { Problems, PROBLEMS_KEPT } from '../../../../engine/document/check/problems.ts';

const positionOf = (offset: number) => ({ line: 1, column: offset + 1 });

test('problems come in the order of the text, and the same about the same place once', () => {
  const problems = new Problems('a.yaml', positionOf);
  problems.add(7, 'sinks.a', 'later');
  problems.add(2, '', 'earlier');
  problems.add(7, 'sinks.a', () => 'later');
  expect(problems.sorted()).toEqual([
    { file: 'a.yaml', line: 1, column: 3, message: 'earlier' },
    { file: 'a.yaml', line: 1, column: 8, message: 'sinks.a: later' },
  ]);
});

test('of very many problems the rest is counted, and its messages are not even made', () => {
  const problems = new Problems('a.yaml', positionOf);
  for (let i = 0; i < PROBLEMS_KEPT; i++) problems.add(i, '', 'wrong');
  problems.add(9, '', () => expect.fail('made'));
  const sorted = problems.sorted();
  expect([sorted.length, sorted.at(-1)!.message]).toEqual([
    PROBLEMS_KEPT + 1,
    'further problems, 1 in number, are not shown: mend these first',
  ]);
});

test('a message that repeats something long is told without its middle', () => {
  const problems = new Problems('a.yaml', positionOf);
  problems.add(0, 'sinks.a', `unknown column "${'x'.repeat(10_000)}"; there are n and m`);
  const [{ message } = { message: '' }] = problems.sorted();
  expect([message.length, message.slice(0, 30), message.slice(-22)]).toEqual([
    601,
    'sinks.a: unknown column "xxxxx',
    'xx"; there are n and m',
  ]);
});
