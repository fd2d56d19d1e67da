import type { Row } from '../../../engine/data/rows.ts';
import { toRows } from '../../../engine/data/rows.ts';
import type { COLUMNS, Kind, Load } from './events.ts';
import { generate } from './generator.ts';

type Event<K extends Kind> = {
  readonly [N in keyof (typeof COLUMNS)[K]]: (typeof COLUMNS)[K][N] extends 'string' ? string : number;
};

type Bid = Event<'bid'>;

/** Events as objects, in their order. */
export type Events = { readonly [K in Kind]: readonly Event<K>[] };

/** Those of `kinds` of a load. */
export function eventsOf(kinds: readonly Kind[], load: Load): Events {
  const of = <K extends Kind>(kind: K): readonly Event<K>[] =>
    kinds.includes(kind) ? [...generate(kind, load)].flatMap((batch) => toRows(batch) as unknown as Event<K>[]) : [];
  return { person: of('person'), auction: of('auction'), bid: of('bid') };
}

const WINDOW_MS = 10_000;
const SLIDE_MS = 2_000;
const DAY_MS = 86_400_000;

/** What each query gives, in any order, by plain loops over objects: slow ways are fine, as long as they say what is meant. */
export const NAIVE: Readonly<Record<string, (events: Events) => Row[]>> = {
  q0: ({ bid }) => bid.map(({ auction, bidder, price, ts, extra }) => ({ auction, bidder, price, ts, extra })),
  q1: ({ bid }) =>
    bid.map(({ auction, bidder, price, ts, extra }) => ({ auction, bidder, price: 0.908 * price, ts, extra })),
  q2: ({ bid }) => bid.filter(({ auction }) => auction % 123 === 0).map(({ auction, price }) => ({ auction, price })),
  q3({ person, auction }) {
    const nearby = person.filter(({ state }) => ['OR', 'ID', 'CA'].includes(state));
    const byId = new Map(nearby.map((each) => [each.id, each]));
    return auction.flatMap(({ id, seller, category }) => {
      const found = category === 10 ? byId.get(seller) : undefined;
      return found ? [{ name: found.name, city: found.city, state: found.state, id }] : [];
    });
  },
  q5({ bid }) {
    const counts = new Map<number, Map<number, number>>();
    for (const { auction, ts } of bid) {
      for (let end = startOf(ts, SLIDE_MS) + SLIDE_MS; end - WINDOW_MS <= ts; end += SLIDE_MS) {
        const window = entry(counts, end, () => new Map<number, number>());
        window.set(auction, (window.get(auction) ?? 0) + 1);
      }
    }
    return [...counts].flatMap(([window_end, window]) => {
      const most = Math.max(...window.values());
      return [...window].filter(([, n]) => n === most).map(([auction, n]) => ({ auction, n, window_end }));
    });
  },
  q7({ bid }) {
    const most = new Map<number, number>();
    for (const { ts, price } of bid) {
      most.set(startOf(ts, WINDOW_MS), Math.max(price, most.get(startOf(ts, WINDOW_MS)) ?? 0));
    }
    const highest = bid.filter(({ ts, price }) => most.get(startOf(ts, WINDOW_MS)) === price);
    return highest.map(({ auction, bidder, price, ts, extra }) => ({ auction, bidder, price, ts, extra }));
  },
  q8({ person, auction }) {
    const sold = new Set(auction.map(({ seller, ts }) => `${seller} ${startOf(ts, WINDOW_MS)}`));
    const both = person.filter(({ id, ts }) => sold.has(`${id} ${startOf(ts, WINDOW_MS)}`));
    return both.map(({ id, name, ts }) => ({ id, name, since: startOf(ts, WINDOW_MS) }));
  },
  q11({ bid }) {
    const sessions = new Map<number, { window_start: number; window_end: number; n: number }[]>();
    for (const { bidder, ts } of bid) {
      const all = entry(sessions, bidder, () => []);
      const last = all[all.length - 1];
      if (last && ts <= last.window_end) Object.assign(last, { window_end: ts + WINDOW_MS, n: last.n + 1 });
      else all.push({ window_start: ts, window_end: ts + WINDOW_MS, n: 1 });
    }
    return [...sessions].flatMap(([bidder, all]) => all.map((each) => ({ bidder, ...each })));
  },
  q12: ({ bid }) => {
    const counts = new Map<number, number>();
    for (const { bidder } of bid) counts.set(bidder, (counts.get(bidder) ?? 0) + 1);
    return [...counts].map(([bidder, n]) => ({ bidder, n }));
  },
  q14({ bid }) {
    const some = bid.filter(({ price }) => 0.908 * price > 1_000_000 && 0.908 * price < 50_000_000);
    return some.map(({ auction, bidder, price, ts, extra }) => {
      const c = [...extra].filter((letter) => letter === 'c').length;
      return { auction, bidder, price: 0.908 * price, time: timeOfDay(new Date(ts).getUTCHours()), ts, extra, c };
    });
  },
  q18({ bid }) {
    const last = new Map<string, Bid>();
    for (const each of bid) last.set(`${each.bidder} ${each.auction} ${startOf(each.ts, DAY_MS)}`, each);
    return [...last.values()].map(({ bidder, auction, price, channel, url, ts, extra }) => {
      const day = { window_start: startOf(ts, DAY_MS), window_end: startOf(ts, DAY_MS) + DAY_MS };
      return { bidder, auction, ...day, price, channel, url, ts, extra };
    });
  },
  q19({ bid }) {
    const all = new Map<number, number[]>();
    return bid.flatMap(({ auction, bidder, price }) => {
      const prices = entry(all, auction, () => []);
      const rank = prices.filter((other) => price <= other).length + 1;
      prices.push(price);
      return rank <= 10 ? [{ auction, bidder, price, rank }] : [];
    });
  },
  q20({ bid, auction: auctions }) {
    const byId = new Map(auctions.filter(({ category }) => category === 10).map((each) => [each.id, each]));
    return bid.flatMap(({ auction, bidder, price, extra }) => {
      const found = byId.get(auction);
      if (!found) return [];
      return [{ auction, bidder, price, item: found.item_name, seller: found.seller, extra, about: found.extra }];
    });
  },
  q21: ({ bid }) =>
    bid.flatMap(({ auction, bidder, price, channel, url }) => {
      const channel_id = HOT.get(channel.toLowerCase()) ?? new URL(url).searchParams.get('channel_id');
      return channel_id === null ? [] : [{ auction, bidder, price, channel, channel_id }];
    }),
  q22: ({ bid }) =>
    bid.map(({ auction, bidder, price, channel, url }) => {
      const [, , , dir1, dir2, dir3] = url.split('/');
      return { auction, bidder, price, channel, dir1: dir1!, dir2: dir2!, dir3: dir3! };
    }),
};

const HOT: ReadonlyMap<string, string> = new Map([
  ['apple', '0'],
  ['google', '1'],
  ['facebook', '2'],
  ['baidu', '3'],
]);

function startOf(ts: number, sizeMs: number): number {
  return ts - (ts % sizeMs);
}

function timeOfDay(hour: number): string {
  if (8 <= hour && hour <= 18) return 'dayTime';
  return hour <= 6 || 20 <= hour ? 'nightTime' : 'otherTime';
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}
