import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { encodeBlock } from '../../../engine/history/history-block.ts';

const HOUR_MS = 3_600_000;
const BLOCK_MS = 10_000;

const charts = Array.from({ length: 12 }, (_one, i) => `c${i + 1}`);
const entities = ['used', 'free', 'cached', 'buffers', 'shared', 'slab', 'dirty', 'mapped'];

/** Twelve charts of the machine's memory. */
const document = `version: 1
name: System health
sources:
  sensors: { type: system, interval: 1s, metrics: [system.memory.usage] }
sinks:
${charts.map((id) => `  ${id}: { type: chart, title: ${id.toUpperCase()}, inputs: [sensors], x: ts, y: value, series: entity, unit: By }`).join('\n')}
`;

/** A data folder in which twelve charts of eight series have had a reading a second for a day. Gives how many readings that are. */
export function writeDayOfCharts(data: string, now: number): number {
  mkdirSync(path.join(data, 'pipelines'), { recursive: true });
  writeFileSync(path.join(data, 'pipelines', 'system-health.yaml'), document);
  const folder = path.join(data, 'history');
  mkdirSync(folder, { recursive: true });
  const end = Math.floor(now / BLOCK_MS) * BLOCK_MS;
  let count = 0;
  for (let hour = Math.floor(end / HOUR_MS) - 24; hour * HOUR_MS < end; hour++) {
    const blocks: Buffer[] = [];
    for (let at = hour * HOUR_MS; at < Math.min(end, (hour + 1) * HOUR_MS); at += BLOCK_MS) blocks.push(blockAt(at));
    appendFileSync(path.join(folder, `${hour}.history`), Buffer.concat(blocks));
    count += blocks.length * charts.length * entities.length * 10;
  }
  return count;
}

function blockAt(at: number): Buffer {
  const times = Float64Array.from({ length: 10 }, (_one, i) => at + i * 1000);
  return encodeBlock(
    charts.flatMap((chart, c) =>
      entities.map((series, s) => ({
        chart: `system-health/${chart}`,
        series,
        unit: 'By',
        times,
        values: times.map((time) => 1e9 * (s + 1 + Math.sin(time / 1e6 + c) / 2)),
      })),
    ),
  );
}
