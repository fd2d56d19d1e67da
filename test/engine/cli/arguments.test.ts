import { expect, test } from 'vitest';
import { parseArguments } from '../../../engine/cli/arguments.ts';

const KNOWN = { '--for': 'value', '--set': 'value', '--json': 'switch' } as const;

test.each([
  [['a.yaml', '--for', '30s'], { '--for': ['30s'] }, ['a.yaml']],
  [['--set=a=1', '--set', 'b=2', 'f'], { '--set': ['a=1', 'b=2'] }, ['f']],
  [['--json', 'x', '-'], { '--json': ['true'] }, ['x', '-']],
  [['--', '--for'], {}, ['--for']],
])('%j', (args, options, rest) => {
  const parsed = parseArguments(args, KNOWN);
  expect(typeof parsed === 'string' ? parsed : [Object.fromEntries(parsed.options), parsed.rest]).toEqual([
    options,
    rest,
  ]);
});

test.each([
  [['--fro', '1s'], 'unknown option "--fro"'],
  [['--for'], 'option "--for" needs a value'],
  [['--for='], 'option "--for" needs a value'],
  [['--json=1'], 'option "--json" takes no value'],
  [['--constructor'], 'unknown option "--constructor"'],
])('%j is refused: %s', (args, message) => {
  expect(parseArguments(args, KNOWN)).toBe(message);
});
