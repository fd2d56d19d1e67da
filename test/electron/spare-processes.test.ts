import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { spareProcesses } from '../../electron/spare-processes.ts';

test('the network has no process of its own, and features that were asked for stay', () => {
  const featuresAfter = (asked: string): readonly string[] => {
    const set: string[] = [];
    spareProcesses({ getSwitchValue: () => asked, appendSwitch: (...words) => void set.push(words.join('=')) });
    return set;
  };
  deepEqual(
    [featuresAfter(''), featuresAfter('A,B')],
    [['enable-features=NetworkServiceInProcess2'], ['enable-features=A,B,NetworkServiceInProcess2']],
  );
});
