import { execFileSync } from 'node:child_process';
import { existsSync, openSync, closeSync, fsyncSync, readFileSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createReaders } from '../../../engine/sensors/readers.ts';
import type { SensorReader } from '../../../engine/sensors/sensor.ts';
import { systemClock } from '../../../engine/time/clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { values } from './support/values.ts';

// The sensors against another reader of the same machine, which is asked just before and just after: what the sensors say must
// lie between its two answers. So it holds however busy the machine is.
const SPAN_MS = 2000;
/** Two points, the bound for shares of time. */
const POINTS = 0.02;

type Numbers = Readonly<Record<string, number>>;

/** Reads with `reader` now and after a span, `other` just before and just after each time. */
async function measured(name: string, other: () => Numbers, between: () => void = () => undefined) {
  const reader = createReaders().find((each) => each.name === name)!;
  const first = await asked(reader, other);
  between();
  await setTimeout(SPAN_MS);
  const second = await asked(reader, other);
  reader.close();
  return { readings: second.readings, bounds: (key: string) => bounds(key, first, second), last: second };
}

async function asked(reader: SensorReader, other: () => Numbers) {
  const [before, beforeMs] = [other(), systemClock.monotonic()];
  const readings = values(await reader.read(systemClock));
  return { before, beforeMs, readings, afterMs: systemClock.monotonic(), after: other() };
}

type Asked = Awaited<ReturnType<typeof asked>>;

/** The least and the most that a counter of the other reader can have grown, and the time that can have passed. */
function bounds(key: string, first: Asked, second: Asked) {
  return {
    least: second.before[key]! - first.after[key]!,
    most: second.after[key]! - first.before[key]!,
    leastMs: second.beforeMs - first.afterMs,
    mostMs: second.afterMs - first.beforeMs,
  };
}

function expectBetween(value: number | undefined, least: number, most: number): void {
  expect(value).toBeGreaterThanOrEqual(least);
  expect(value).toBeLessThanOrEqual(most);
}

const hasProgram = (name: string): boolean => existsSync(join('/usr/bin', name));

/** Ticks of the processors, from `vmstat -s`, or from /proc/stat by other means than the sensors'. */
function cpuTicks(): Numbers {
  const ticks: number[] = hasProgram('vmstat')
    ? [...execFileSync('vmstat', ['-s'], { encoding: 'utf8' }).matchAll(/^ *(\d+) .*cpu ticks$/gm)].map(([, n]) =>
        Number(n),
      )
    : readFileSync('/proc/stat', 'utf8').split('\n')[0]!.split(/ +/).slice(1, 9).map(Number);
  const [user, nice, system, idle, iowait, irq, softirq, steal] = ticks as [
    number,
    number,
    number,
    number,
    ...number[],
  ];
  const all = ticks.slice(0, 8).reduce((left, right) => left + right);
  return { all, busy: user + nice + system + irq! + softirq! + steal!, idle, iowait: iowait! };
}

/** What the disks have done, from /sys/block/NAME/stat. */
function disks(): Numbers {
  const all: Record<string, number> = {};
  for (const name of readdirSync('/sys/block')) {
    const numbers = readFileSync(`/sys/block/${name}/stat`, 'utf8').trim().split(/ +/).map(Number);
    all[`${name} written`] = numbers[6]! * 512;
    all[`${name} read`] = numbers[2]! * 512;
    all[`${name} busy`] = numbers[9]!;
  }
  return all;
}

/** What the network interfaces have carried, from /sys/class/net. */
function interfaces(): Numbers {
  const names = readdirSync('/sys/class/net');
  return Object.fromEntries(
    names.map((name) => [name, Number(readFileSync(`/sys/class/net/${name}/statistics/rx_bytes`, 'utf8'))]),
  );
}

function memory(): Numbers {
  const text = hasProgram('free')
    ? execFileSync('free', ['-b'], { encoding: 'utf8' }).split('\n')[1]!.trim().split(/ +/)
    : ['', ...['MemTotal', '', '', '', '', 'MemAvailable'].map((name) => kibibytes(name))].map(String);
  return { total: Number(text[1]), used: Number(text[1]) - Number(text[6]) };
}

function kibibytes(name: string): number {
  const found = new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(readFileSync('/proc/meminfo', 'utf8'));
  return name === '' ? 0 : Number(found?.[1]) * 1024;
}

/** Writes so many bytes to a disk, and waits until they are there. */
function writeToDisk(folder: string, bytes: number): void {
  const file = openSync(join(folder, 'load'), 'w');
  writeSync(file, Buffer.alloc(bytes, 'x'));
  fsyncSync(file);
  closeSync(file);
}

describe.runIf(process.platform === 'linux')('beside another reader', () => {
  test('the share of time that the processors worked is that of vmstat, within two points', async () => {
    const { readings, bounds } = await measured('cpu', cpuTicks);
    const value = readings['system.cpu.utilization total'];
    // The kernel lets iowait go back at times; then there is no value, and nothing to compare.
    if (value === undefined) return expect(bounds('iowait').least).toBeLessThanOrEqual(bounds('iowait').most);
    const [busy, all] = [bounds('busy'), bounds('all')];
    expectBetween(value, busy.least / all.most - POINTS, busy.most / all.least + POINTS);
  });

  test('the memory in use is that of free, within two points', async () => {
    const { readings, last } = await measured('memory', memory);
    const total = last.before['total']!;
    const [least, most] = [last.before['used']!, last.after['used']!].sort((left, right) => left - right);
    expect(readings['system.memory.limit total']).toBe(total);
    expectBetween(readings['system.memory.usage used'], least! - POINTS * total, most! + POINTS * total);
  });

  test('bytes and busy time of the disks are those of /sys/block, also under a known load', async () => {
    const folder = temporaryFolder();
    const { readings, bounds } = await measured('disk', disks, () => writeToDisk(folder, 8_000_000));
    const names = Object.keys(readings).filter((key) => key.startsWith('system.disk.io_time '));
    for (const name of names.map((key) => key.split(' ')[1]!)) {
      const [written, busy] = [bounds(`${name} written`), bounds(`${name} busy`)];
      const rate = readings[`system.disk.io.write ${name}`];
      expectBetween(rate, (written.least * 1000) / written.mostMs, (written.most * 1000) / written.leastMs);
      const share = readings[`system.disk.io_time ${name}`];
      expectBetween(share, Math.min(1, busy.least / busy.mostMs) - POINTS, busy.most / busy.leastMs + POINTS);
    }
  });

  test('bytes of the network interfaces are those of /sys/class/net', async () => {
    const { readings, bounds } = await measured('network', interfaces);
    for (const key of Object.keys(readings).filter((each) => each.startsWith('system.network.io.receive '))) {
      const received = bounds(key.split(' ')[1]!);
      expectBetween(
        readings[key],
        (received.least * 1000) / received.mostMs,
        (received.most * 1000) / received.leastMs,
      );
    }
  });
});
