import { expect, test } from 'vitest';
import { Scanner } from '../../../engine/sensors/scanner.ts';

test('words and numbers of a line are walked over, and never leave it', () => {
  const scanner = new Scanner().start(Buffer.from('  8\t0 sda 12\nnext: 7'));
  const walked = [
    scanner.number(),
    scanner.number(),
    scanner.word(),
    scanner.number(),
    scanner.number(),
    scanner.word(),
  ];
  scanner.nextLine();
  expect([...walked, scanner.sees('next'), scanner.word(), scanner.number(), scanner.atEnd]).toEqual([
    8,
    0,
    'sda',
    12,
    NaN,
    '',
    true,
    'next:',
    7,
    true,
  ]);
});

test('a word ends after a colon, so a number may follow without a blank', () => {
  const scanner = new Scanner().start(Buffer.from('eth0:123 ünï 4'));
  expect([scanner.word(), scanner.number(), scanner.word(), scanner.number()]).toEqual(['eth0:', 123, 'ünï', 4]);
});

test('decimals have their fraction', () => {
  const scanner = new Scanner().start(Buffer.from('0.05 12 3.125 7. x'));
  const numbers = [1, 2, 3, 4].map(() => scanner.decimal());
  expect(numbers).toEqual([0.05, 12, 3.125, 7]);
});
