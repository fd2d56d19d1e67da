import { expect, test } from 'vitest';
import { commonDevice, coreNames, seriesLabels, seriesOrder } from '../../../renderer/charts/names.ts';

test('what tells the most comes first, the rest in natural order', () => {
  expect(seriesOrder(['10', '9', 'total', 'eth1', 'eth0'])).toEqual(['total', '9', '10', 'eth0', 'eth1']);
  expect(seriesOrder(['free', 'cached', 'used'])).toEqual(['used', 'cached', 'free']);
  expect(seriesOrder(['system.disk.io.write', 'system.disk.io.read'])).toEqual([
    'system.disk.io.read',
    'system.disk.io.write',
  ]);
});

test('what all names begin with is left out', () => {
  expect(seriesLabels(['system.disk.io.read', 'system.disk.io.write'], 'Disk')).toEqual(['read', 'write']);
  expect(seriesLabels(['sda read', 'sda write'], 'Disk')).toEqual(['read', 'write']);
  expect(seriesLabels(['sda read', 'sdb read'], 'Disk')).toEqual(['sda read', 'sdb read']);
});

test('one series keeps its last word, and a nameless one is called as its chart', () => {
  expect(seriesLabels(['system.cpu.utilization'], 'CPU')).toEqual(['utilization']);
  expect(seriesLabels([''], 'CPU')).toEqual(['CPU']);
});

test('the device that all series are of is named once', () => {
  expect([commonDevice(['sda read', 'sda write']), commonDevice(['sda', 'sdb']), commonDevice(['sda'])]).toEqual([
    'sda',
    '',
    '',
  ]);
});

test('cores are told apart only beside a total', () => {
  expect(coreNames(['10', '2', 'total'])).toEqual(['2', '10']);
  expect([coreNames(['0', '1']), coreNames(['total', '0'])]).toEqual([[], []]);
});
