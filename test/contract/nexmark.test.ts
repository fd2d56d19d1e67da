import { describe, expect, test } from 'vitest';
import type { Row } from '../../engine/data/rows.ts';
import { eventsOf, NAIVE } from '../bench/nexmark/naive.ts';
import { QUERIES } from '../bench/nexmark/run.ts';

/** Half a minute of the auction house: several windows, and more than one hot auction and bidder. */
const LOAD = { events: 15_000, perMs: 0.5 };

describe('Nexmark', () => {
  for (const { name, about, kinds, run } of QUERIES) {
    test(`${name} gives what loops over objects give: ${about}`, async () => {
      const rows: Row[] = [];
      await run(LOAD, (row) => rows.push(row));
      const given = name === 'q12' ? totals(rows) : rows;
      const expected = NAIVE[name]!(eventsOf(kinds, LOAD));
      expect(given.length).toBeGreaterThan(0);
      expect(inOrder(given)).toEqual(inOrder(expected));
    });
  }
});

// Into which window of the machine's clock a row falls is not for a test to say; each falls into one.
function totals(rows: readonly Row[]): Row[] {
  const counts = new Map<number, number>();
  for (const { bidder, n } of rows) counts.set(Number(bidder), (counts.get(Number(bidder)) ?? 0) + Number(n));
  return [...counts].map(([bidder, n]) => ({ bidder, n }));
}

function inOrder(rows: readonly Row[]): string[] {
  return rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();
}
