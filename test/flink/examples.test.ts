import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Random } from '../contract/random/random.ts';
import { compare } from './on-flink.ts';

const PIPELINES = path.join(import.meta.dirname, '../../electron/pipelines');
const EXAMPLES = [
  ...readdirSync(PIPELINES).map((name) => path.join(PIPELINES, name)),
  path.join(import.meta.dirname, '../../build/package/service/pipeline.yaml'),
];
const SECONDS = 240;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'millrace-examples-'));
  writeFileSync(path.join(folder, 'readings.ndjson'), readings());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(EXAMPLES.map((file) => [path.basename(file), file]))(
  'the example %s is accepted by Flink, runs there, and gives the rows that it gives here',
  async (_, file) => {
    // A generator has no end by itself, and a test needs one.
    const text = readFileSync(file, 'utf8').replaceAll('rate: 50', 'rows: 1500');
    const result = await compare(text, folder, path.join(folder, 'readings.ndjson'));
    if ('refusals' in result) throw new Error(result.refusals.map(({ message }) => message).join('\n'));
    expect(result.there).toEqual(result.here);
    expect(Object.entries(result.here).filter(([, rows]) => rows.length === 0)).toEqual([]);
  },
);

/** What a busy machine says in some minutes, so that each example has something to tell. */
function readings(): string {
  const random = new Random(1);
  const lines: string[] = [];
  for (let second = 0; second < SECONDS; second++) {
    const at = (half: number) => new Date(Date.UTC(2026, 0, 1) + second * 1000 + half * 500).toISOString();
    const say = (metric: string, entity: string, value: number, half = 0): void =>
      void lines.push(JSON.stringify({ ts: at(half), host: 'desk', metric, entity, value, unit: '1' }));
    const noise = (): number => random.integer(0, 1000) / 1e5;
    // Bursts with pauses of more than half a minute between them, and one moment that stands out.
    say('system.cpu.utilization', 'total', (second % 90 < 40 ? 0.3 : 0.1) + noise() + (second === 200 ? 0.6 : 0));
    say('system.cpu.utilization', '0', noise());
    say('hw.temperature', 'cpu', 60 + 40 * Math.sin(second / 12) + noise());
    say('hw.temperature', 'ssd', 40 + noise());
    say('system.memory.usage', 'used', 8e9 + second);
    say('system.memory.usage', 'free', 1e9);
    for (const [i, disk] of ['sda', 'sdb'].entries()) {
      say('system.disk.io.read', disk, random.integer(0, 1e6));
      say('system.disk.io.write', disk, random.integer(0, 1e6));
      say('system.disk.io_time', disk, noise() * (i + 1));
      for (const half of [0, 1]) say('system.disk.latency.read', disk, noise() * (random.chance(0.05) ? 40 : 1), half);
      say('system.disk.latency.write', disk, noise() * 2, 1);
    }
    for (const name of ['eth0', 'eth1', 'wlan0']) {
      say('system.network.io.receive', name, random.integer(0, 1e8) + noise());
      say('system.network.io.transmit', name, random.integer(0, 1e6));
    }
    if (second % 2 === 1) continue;
    for (const [i, program] of 'browser editor shell mail player backup indexer'.split(' ').entries()) {
      say('process.cpu.utilization', program, noise() * (1 + ((second + i * 31) % 70)));
    }
  }
  return `${lines.join('\n')}\n`;
}
