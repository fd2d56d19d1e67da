import { expect, test } from 'vitest';
import { isDenied, remedySteps } from '../../../renderer/shared/remedy.ts';

test('a remedy is told in steps, each with the command in it as it is typed, in both languages', () => {
  const english =
    'see which group may read it with: ls -l /dev/x; then join that group with: sudo usermod -aG GROUP $USER, and log in again';
  const chinese = '查看哪个组可以读取它：ls -l /dev/x；然后加入该组：sudo usermod -aG GROUP $USER，并重新登录';
  expect(remedySteps(english)).toEqual([
    { before: 'see which group may read it with:', command: 'ls -l /dev/x', after: '' },
    { before: 'then join that group with:', command: 'sudo usermod -aG GROUP $USER', after: 'and log in again' },
  ]);
  expect(remedySteps(chinese).map(({ command, after }) => [command, after])).toEqual([
    ['ls -l /dev/x', ''],
    ['sudo usermod -aG GROUP $USER', '并重新登录'],
  ]);
});

test('a remedy without a command is words', () => {
  expect(remedySteps('connect a network')).toEqual([{ before: 'connect a network', command: null, after: '' }]);
  expect(remedySteps('load the driver for your board: sudo sensors-detect')).toEqual([
    { before: 'load the driver for your board:', command: 'sudo sensors-detect', after: '' },
  ]);
});

test('what somebody may not read is told from what is not there', () => {
  const reasons = [
    '/dev/x may not be read by this user',
    'only root may read /x, because fine readings',
    'no chip tells of a fan',
  ];
  expect(reasons.map(isDenied)).toEqual([true, true, false]);
});
