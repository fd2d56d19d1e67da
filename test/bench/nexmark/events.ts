import type { Schema } from '../../../engine/data/types.ts';

/** The three kinds of events of an auction house. */
export type Kind = 'person' | 'auction' | 'bid';

export const KINDS: readonly Kind[] = ['person', 'auction', 'bid'];

/** The fields that Nexmark gives each kind; `ts` is its `dateTime`. */
export const COLUMNS = {
  person: {
    id: 'bigint',
    name: 'string',
    email_address: 'string',
    credit_card: 'string',
    city: 'string',
    state: 'string',
    ts: 'timestamp',
    extra: 'string',
  },
  auction: {
    id: 'bigint',
    item_name: 'string',
    description: 'string',
    initial_bid: 'bigint',
    reserve: 'bigint',
    ts: 'timestamp',
    expires: 'timestamp',
    seller: 'bigint',
    category: 'bigint',
    extra: 'string',
  },
  bid: {
    auction: 'bigint',
    bidder: 'bigint',
    price: 'bigint',
    channel: 'string',
    url: 'string',
    ts: 'timestamp',
    extra: 'string',
  },
} as const;

/** The columns of `kind` as the schema of a stream. */
export function schemaOf(kind: Kind): Schema {
  return Object.entries(COLUMNS[kind]).map(([name, type]) => ({ name, type }));
}

/** Of 50 events one is a person, three are auctions and the others are bids, in this order. */
export const CYCLE = 50;
const FIRST: Readonly<Record<Kind, number>> = { person: 0, auction: 1, bid: 4 };
export const SHARES: Readonly<Record<Kind, number>> = { person: 1, auction: 3, bid: 46 };

/** The number, among all events, of event `n` of a kind. */
export function eventNumber(kind: Kind, n: number): number {
  const share = SHARES[kind];
  const cycle = Math.floor(n / share);
  return cycle * CYCLE + FIRST[kind] + (n - cycle * share);
}

/** So many events of all kinds, in order, so many a millisecond of event time. */
export interface Load {
  readonly events: number;
  readonly perMs: number;
}

/** When the first event happens. */
export const START_MS = Date.UTC(2026, 0, 1);
