import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { compare } from './on-flink.ts';

const SMOKE = path.join(import.meta.dirname, '../contract/smoke');
const OWN = path.join(import.meta.dirname, 'documents');

/** What this machine's sensors said once, in place of what they say now. */
const READINGS = path.join(OWN, 'readings.ndjson');
/** The pipelines that come with the program. */
const EXAMPLES: [name: string, folder: string][] = [
  ['system-health.yaml', path.join(import.meta.dirname, '../../electron/pipelines')],
  ['pipeline.yaml', path.join(import.meta.dirname, '../../build/package/service')],
];

function documents(folder: string): [name: string, folder: string][] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => [name, folder]);
}

describe('Flink gives the rows that are given here, or the export says why not', () => {
  test.each([...EXAMPLES, ...documents(OWN), ...documents(SMOKE)])('%s', async (name, folder) => {
    const result = await compare(readFileSync(path.join(folder, name), 'utf8'), folder, READINGS);
    if ('refusals' in result) {
      console.log(`${name}: refused\n${result.refusals.map(({ message }) => `  ${message}`).join('\n')}`);
      expect(result.refusals.length).toBeGreaterThan(0);
      return;
    }
    expect(result.there).toEqual(result.here);
    const counts = Object.entries(result.here).map(([id, rows]) => `${id} ${rows.length}`);
    console.log(`${name}: the same rows (${counts.join(', ')})`);
  });
});
