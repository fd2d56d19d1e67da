import type { Row } from './objects.ts';
import { keyNumber, rowAt, Tops, Windows } from './objects.ts';
import type { Rows } from './rows.ts';
import type { Design, Outcome } from './work.ts';
import { ALPHA, LEAST, LIMIT, PairOutcome } from './work.ts';

/** A chain of async generators, a row at a time: what the language offers for streams. */
export const iterators: Design = {
  name: 'async iterators, a row at a time',
  share: 0.02,
  run: {
    A: (rows) => drained(source(rows), new Windows()),
    B: async (rows) => {
      const outcome = new PairOutcome();
      for await (const { key, load } of mapped(filtered(source(rows)))) outcome.add(keyNumber(key), load);
      return outcome.outcome;
    },
    C: (rows) => drained(source(rows), new Tops()),
    D: async (rows) => {
      const outcome = new PairOutcome();
      for await (const { key, average } of hot(averaged(source(rows)))) outcome.add(keyNumber(key), average);
      return outcome.outcome;
    },
  },
};

async function* source(rows: Rows): AsyncGenerator<Row> {
  for (let i = 0; i < rows.length; i++) yield rowAt(rows, i);
}

async function drained(rows: AsyncIterable<Row>, into: Windows | Tops): Promise<Outcome> {
  for await (const row of rows) into.push(row);
  into.end();
  return into.outcome;
}

async function* filtered(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  for await (const row of rows) if (row.value > LEAST) yield row;
}

async function* mapped(rows: AsyncIterable<Row>): AsyncGenerator<{ key: string; load: number }> {
  for await (const { key, value } of rows) yield { key, load: value * 1.75 + 32 };
}

async function* averaged(rows: AsyncIterable<Row>): AsyncGenerator<Row & { average: number }> {
  const averages = new Map<string, number>();
  for await (const row of rows) {
    const before = averages.get(row.key);
    const average = before === undefined ? row.value : ALPHA * row.value + (1 - ALPHA) * before;
    averages.set(row.key, average);
    yield { ts: row.ts, key: row.key, value: row.value, average };
  }
}

async function* hot<R extends Row>(rows: AsyncIterable<R>): AsyncGenerator<R> {
  const above = new Map<string, number>();
  for await (const row of rows) {
    const run = row.value > LIMIT ? (above.get(row.key) ?? 0) + 1 : 0;
    above.set(row.key, run);
    if (3 <= run) yield row;
  }
}
