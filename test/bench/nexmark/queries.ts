import type { Kind } from './events.ts';

/** A query as a pipeline document: which events it reads, under which names, and its operators, the last of which is `result`. */
export interface DocumentQuery {
  readonly about: string;
  /** By id of a source, the events that it gives. */
  readonly sources: Readonly<Record<string, Kind>>;
  readonly operators: string;
  readonly note?: string;
}

const BIDS = { bids: 'bid' } as const;

/** The queries that the contract of documents can say. */
export const DOCUMENTS: Readonly<Record<string, DocumentQuery>> = {
  q0: {
    about: 'every bid, as it is',
    sources: BIDS,
    operators: `
  result: { type: select, inputs: [bids], columns: { auction: auction, bidder: bidder, price: price, ts: ts, extra: extra } }`,
  },
  q1: {
    about: 'prices in another currency',
    sources: BIDS,
    operators: `
  result: { type: select, inputs: [bids], columns: { auction: auction, bidder: bidder, price: 0.908 * price, ts: ts, extra: extra } }`,
  },
  q2: {
    about: 'bids for some auctions',
    sources: BIDS,
    operators: `
  some: { type: filter, inputs: [bids], where: "MOD(auction, 123) = 0" }
  result: { type: select, inputs: [some], columns: { auction: auction, price: price } }`,
  },
  q3: {
    about: 'who sells in some states, of one category',
    note: 'the join without an end is one over a month, which holds as much',
    sources: { persons: 'person', auctions: 'auction' },
    operators: `
  nearby: { type: filter, inputs: [persons], where: "state IN ('OR', 'ID', 'CA')" }
  sellers: { type: select, inputs: [nearby], columns: { person: id, name: name, city: city, state: state } }
  wanted: { type: filter, inputs: [auctions], where: category = 10 }
  items: { type: select, inputs: [wanted], columns: { id: id, seller: seller } }
  pairs: { type: interval_join, inputs: [items, sellers], on: [[seller, person]], between: [-30d, 30d] }
  result: { type: select, inputs: [pairs], columns: { name: name, city: city, state: state, id: id } }`,
  },
  q7: {
    about: 'the highest bids of each 10 s',
    note: 'the bids are read twice, as in SQL',
    sources: { bids: 'bid', again: 'bid' },
    operators: `
  highest: { type: window, inputs: [again], window: { type: tumbling, size: 10s }, aggregate: { most: max(price) } }
  pairs: { type: interval_join, inputs: [bids, highest], on: [[price, most]], between: [0s, 10s] }
  within: { type: filter, inputs: [pairs], where: ts >= window_start AND ts < window_end }
  result: { type: select, inputs: [within], columns: { auction: auction, bidder: bidder, price: price, ts: ts, extra: extra } }`,
  },
  q8: {
    about: 'who came and sold within the same 10 s',
    sources: { persons: 'person', auctions: 'auction' },
    operators: `
  came: { type: window, inputs: [persons], key: [id, name], window: { type: tumbling, size: 10s }, aggregate: { n: count(*) } }
  sold: { type: window, inputs: [auctions], key: [seller], window: { type: tumbling, size: 10s }, aggregate: { items: count(*) } }
  sellers: { type: select, inputs: [sold], columns: { seller: seller } }
  pairs: { type: interval_join, inputs: [came, sellers], on: [[id, seller]], between: [0s, 0s] }
  result: { type: select, inputs: [pairs], columns: { id: id, name: name, since: window_start } }`,
  },
  q11: {
    about: 'bids of each bidder by session',
    sources: BIDS,
    operators: `
  result: { type: window, inputs: [bids], key: [bidder], window: { type: session, gap: 10s }, aggregate: { n: count(*) } }`,
  },
  q12: {
    about: 'bids of each bidder by the machine’s clock',
    sources: BIDS,
    operators: `
  result: { type: window, inputs: [bids], key: [bidder], time: processing, window: { type: tumbling, size: 10s }, aggregate: { n: count(*) } }`,
  },
  q14: {
    about: 'prices, the time of day, and a count of letters',
    sources: BIDS,
    operators: `
  some: { type: filter, inputs: [bids], where: 0.908 * price > 1000000 AND 0.908 * price < 50000000 }
  result:
    type: select
    inputs: [some]
    columns:
      auction: auction
      bidder: bidder
      price: 0.908 * price
      time: >-
        CASE WHEN EXTRACT(HOUR FROM ts) BETWEEN 8 AND 18 THEN 'dayTime'
        WHEN EXTRACT(HOUR FROM ts) <= 6 OR EXTRACT(HOUR FROM ts) >= 20 THEN 'nightTime' ELSE 'otherTime' END
      ts: ts
      extra: extra
      c: CHAR_LENGTH(extra) - CHAR_LENGTH(REPLACE(extra, 'c', ''))`,
  },
  q18: {
    about: 'the last bid of each bidder and auction',
    note: 'what is last is known at the end of a day',
    sources: BIDS,
    operators: `
  result:
    type: window
    inputs: [bids]
    key: [bidder, auction]
    window: { type: tumbling, size: 1d }
    aggregate: { price: last(price), channel: last(channel), url: last(url), ts: last(ts), extra: last(extra) }`,
  },
  q20: {
    about: 'bids with their auction, of one category',
    note: 'the join without an end is one over a month, which holds as much',
    sources: { bids: 'bid', auctions: 'auction' },
    operators: `
  some: { type: filter, inputs: [auctions], where: category = 10 }
  pairs: { type: interval_join, inputs: [bids, some], on: [[auction, id]], between: [-30d, 30d] }
  result:
    type: select
    inputs: [pairs]
    columns:
      auction: auction
      bidder: bidder
      price: price
      item: item_name
      seller: seller
      extra: left_extra
      about: right_extra`,
  },
  q21: {
    about: 'the number of the channel',
    sources: BIDS,
    operators: `
  known:
    type: extend
    inputs: [bids]
    columns:
      channel_id: >-
        CASE LOWER(channel) WHEN 'apple' THEN '0' WHEN 'google' THEN '1' WHEN 'facebook' THEN '2' WHEN 'baidu' THEN '3'
        ELSE REGEXP_EXTRACT(url, '(&|^)channel_id=([^&]*)', 2) END
  some: { type: filter, inputs: [known], where: channel_id IS NOT NULL }
  result: { type: select, inputs: [some], columns: { auction: auction, bidder: bidder, price: price, channel: channel, channel_id: channel_id } }`,
  },
  q22: {
    about: 'the folders of an address',
    sources: BIDS,
    operators: `
  result:
    type: select
    inputs: [bids]
    columns:
      auction: auction
      bidder: bidder
      price: price
      channel: channel
      dir1: REGEXP_EXTRACT(url, '^([^/]*/){3}([^/]*)', 2)
      dir2: REGEXP_EXTRACT(url, '^([^/]*/){4}([^/]*)', 2)
      dir3: REGEXP_EXTRACT(url, '^([^/]*/){5}([^/]*)', 2)`,
  },
};
