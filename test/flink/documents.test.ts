import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compare } from './on-flink.ts';

const SMOKE = path.join(import.meta.dirname, '../contract/smoke');
const OWN = path.join(import.meta.dirname, 'documents');

const documents = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.yaml'));

test.each(documents(OWN))('Flink gives the rows that are given here: %s', async (name) => {
  const result = await compare(readFileSync(path.join(OWN, name), 'utf8'), OWN, '');
  if ('refusals' in result) throw new Error(result.refusals.map(({ message }) => message).join('\n'));
  expect(result.there).toEqual(result.here);
  expect(Object.entries(result.here).filter(([, rows]) => rows.length === 0)).toEqual([]);
});

test.each(documents(SMOKE))(
  'Flink gives the rows that are given here, or the export says why not: %s',
  async (name) => {
    const result = await compare(readFileSync(path.join(SMOKE, name), 'utf8'), SMOKE, '');
    if ('refusals' in result) {
      console.log(`${name}: refused\n${result.refusals.map(({ message }) => `  ${message}`).join('\n')}`);
      expect(result.refusals.length).toBeGreaterThan(0);
    } else expect(result.there).toEqual(result.here);
  },
);
