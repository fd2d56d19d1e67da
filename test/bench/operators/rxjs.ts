import { bufferCount, filter, from, groupBy, map, mergeMap, scan } from 'rxjs';
import type { Observable } from 'rxjs';
import type { Row } from './objects.ts';
import { keyNumber, rowAt, Tops, Windows } from './objects.ts';
import type { Rows } from './rows.ts';
import type { Design, Outcome } from './work.ts';
import { ALPHA, LEAST, LIMIT, PairOutcome } from './work.ts';

/** RxJS, as its users write it: its operators where it has them; windows of event time, which it lacks, by hand behind it. */
export const rxjs: Design = {
  name: 'RxJS',
  share: 0.05,
  run: {
    A: (rows) => drained(source(rows), new Windows()),
    B: (rows) => {
      const outcome = new PairOutcome();
      source(rows)
        .pipe(
          filter(({ value }) => value > LEAST),
          map((row) => ({ ...row, load: row.value * 1.75 + 32 })),
          map(({ key, load }) => ({ key, load })),
        )
        .subscribe(({ key, load }) => outcome.add(keyNumber(key), load));
      return outcome.outcome;
    },
    C: (rows) => drained(source(rows), new Tops()),
    D: (rows) => {
      const outcome = new PairOutcome();
      source(rows)
        .pipe(
          groupBy(({ key }) => key),
          mergeMap((group) =>
            group.pipe(
              scan(
                (before: Row & { average: number }, row) => ({
                  ...row,
                  average: Number.isNaN(before.average) ? row.value : ALPHA * row.value + (1 - ALPHA) * before.average,
                }),
                { ts: 0, key: '', value: 0, average: NaN },
              ),
              bufferCount(3, 1),
              filter((last) => last.length === 3 && last.every(({ value }) => value > LIMIT)),
              map((last) => last[2]!),
            ),
          ),
        )
        .subscribe(({ key, average }) => outcome.add(keyNumber(key), average));
      return outcome.outcome;
    },
  },
};

function source(rows: Rows): Observable<Row> {
  return from(
    (function* () {
      for (let i = 0; i < rows.length; i++) yield rowAt(rows, i);
    })(),
  );
}

function drained(rows: Observable<Row>, into: Windows | Tops): Outcome {
  rows.subscribe({ next: (row) => into.push(row), complete: () => into.end() });
  return into.outcome;
}
