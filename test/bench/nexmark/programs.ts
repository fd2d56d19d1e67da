import { count, discard, listState, Sliding, streamEnvironment, valueState } from '../../../engine/api/index.ts';
import type { StreamEnvironment } from '../../../engine/api/index.ts';
import type { Row } from '../../../engine/data/rows.ts';
import type { Load } from './events.ts';
import { bidSource } from './sources.ts';

/** A query that needs code: why no document can say it, and the program. */
export interface ProgramQuery {
  readonly about: string;
  readonly note: string;
  /** `take`: gets the results, which are dropped where it is null. */
  readonly build: (load: Load, take: ((row: Row) => void) | null) => StreamEnvironment;
}

const TOP = 10;

/** The queries that documents cannot say, with the API. */
export const PROGRAMS: Readonly<Record<string, ProgramQuery>> = {
  q5: {
    about: 'the auctions with most bids of each 10 s, every 2 s',
    note: 'process: rows that tie are all first, and top_n gives so many rows',
    build(load, take) {
      const env = streamEnvironment({ name: 'q5' });
      const result = env
        .fromSource('bids', bidSource(load))
        .keyBy('auction')
        .window(Sliding.eventTime('10s', '2s'))
        .aggregate({ n: count() })
        .keyBy('window_end')
        .process({
          columns: { auction: 'bigint', n: 'bigint', window_end: 'timestamp' },
          state: { most: valueState<number>(), auctions: listState<number>() },
          processElement({ auction, n }, { state, timestamp, timerService }) {
            const most = state.most.value() ?? 0;
            if (n! < most) return;
            if (most < n!) state.auctions.clear();
            if (most === 0) timerService.registerEventTimeTimer(timestamp!);
            state.most.update(n!);
            state.auctions.add(auction!);
          },
          onTimer(_timer, { key, state, collect }) {
            for (const auction of state.auctions.get())
              collect({ auction, n: state.most.value(), window_end: key.window_end });
            state.most.clear();
            state.auctions.clear();
          },
        });
      if (take) result.forEach(take);
      else result.sinkTo(discard());
      return env;
    },
  },
  q19: {
    about: 'bids that are among the ten highest of their auction so far',
    note: 'process: top_n ranks windows, and this goes on without an end; a rank that a later bid lowers is not told again',
    build(load, take) {
      const env = streamEnvironment({ name: 'q19' });
      const result = env
        .fromSource('bids', bidSource(load))
        .keyBy('auction')
        .process({
          columns: { auction: 'bigint', bidder: 'bigint', price: 'bigint', rank: 'bigint' },
          state: { prices: valueState<number[]>() },
          processElement({ auction, bidder, price }, { state, collect }) {
            const prices = state.prices.value() ?? [];
            let rank = prices.length;
            while (0 < rank && prices[rank - 1]! < price!) rank--;
            if (TOP <= rank) return;
            prices.splice(rank, 0, price!);
            prices.length = Math.min(TOP, prices.length);
            state.prices.update(prices);
            collect({ auction, bidder, price, rank: rank + 1 });
          },
        });
      if (take) result.forEach(take);
      else result.sinkTo(discard());
      return env;
    },
  },
};
