import { expect, test } from 'vitest';
import { metricMatcher } from '../../../engine/sensors/globs.ts';

function matching(glob: string, ...metrics: string[]): string[] {
  return metrics.filter(metricMatcher([glob]));
}

test('a star is any text, dots too, a question mark one character, and braces are alternatives', () => {
  expect([
    matching('system.cpu.*', 'system.cpu.utilization', 'system.cpu.load_average.1m', 'system.cpu', 'xsystem.cpu.y'),
    matching('*.io.*', 'system.disk.io.read', 'system.disk.io_time', 'system.network.io.receive'),
    matching('system.{cpu,disk}.*', 'system.cpu.utilization', 'system.disk.io.read', 'system.memory.usage'),
    matching('hw.f?n.speed', 'hw.fan.speed', 'hw.fn.speed'),
    matching('hw.temperature', 'hw.temperature', 'hwxtemperature'),
    matching('a,b}c', 'a,b}c', 'a'),
  ]).toEqual([
    ['system.cpu.utilization', 'system.cpu.load_average.1m'],
    ['system.disk.io.read', 'system.network.io.receive'],
    ['system.cpu.utilization', 'system.disk.io.read'],
    ['hw.fan.speed'],
    ['hw.temperature'],
    ['a,b}c'],
  ]);
});

test('without globs everything matches', () => {
  expect(metricMatcher([])('anything')).toBe(true);
});

test('a brace that is never closed is an ordinary character', () => {
  expect(matching('system.{cpu,disk', 'system.{cpu,disk', 'system.cpu')).toEqual(['system.{cpu,disk']);
});
