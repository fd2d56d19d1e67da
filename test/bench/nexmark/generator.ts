import type { Batch } from '../../../engine/data/batch.ts';
import type { Column } from '../../../engine/data/column.ts';
import { Dictionary } from '../../../engine/data/dictionary.ts';
import { CYCLE, eventNumber, schemaOf, SHARES, START_MS } from './events.ts';
import type { Kind, Load } from './events.ts';
import { FreshTexts } from './fresh-texts.ts';
import { Random, randomLetters } from './random.ts';

const CYCLES_PER_BATCH = 22;
const FIRST_ID = 1000;
const ACTIVE_PEOPLE = 1000;
const AUCTIONS_IN_FLIGHT = 100;
/** Bids and auctions may be about what comes a little later. */
const LEAD = 10;
const CHANNELS = 10_000;
const HOT_CHANNELS = ['Google', 'Facebook', 'Baidu', 'Apple'];
const STATES = ['AZ', 'CA', 'ID', 'OR', 'WA', 'WY'];
const CITIES = [
  'Phoenix',
  'Los Angeles',
  'San Francisco',
  'Boise',
  'Portland',
  'Bend',
  'Redmond',
  'Seattle',
  'Kent',
  'Cheyenne',
];
const FIRST_NAMES = ['Peter', 'Paul', 'Luke', 'John', 'Saul', 'Vicky', 'Kate', 'Julie', 'Sarah', 'Deiter', 'Walter'];
const LAST_NAMES = ['Shultz', 'Abrams', 'Spencer', 'White', 'Bartels', 'Walton', 'Smith', 'Jones', 'Noris'];
const LETTERS = randomLetters(7, 1 << 16);

/** The events of `kind` of a load, in batches: Nexmark's generator, the same each time. */
export function* generate(kind: Kind, { events, perMs }: Load): Generator<Batch, undefined> {
  const fill = FILLERS[kind](perMs);
  const total = Math.floor(events / CYCLE) * SHARES[kind];
  const size = CYCLES_PER_BATCH * SHARES[kind];
  for (let from = 0; from < total; from += size) {
    const length = Math.min(size, total - from);
    const columns = fill(from, length);
    const none = { eventTimes: null, watermarksBefore: -Infinity, watermark: -Infinity, origin: null };
    yield { schema: schemaOf(kind), length, columns, ...none };
  }
}

/** The columns of events `from` to `from + length` of a kind. */
type Filler = (from: number, length: number) => readonly Column[];

const FILLERS: Readonly<Record<Kind, (perMs: number) => Filler>> = {
  person: fillPersons,
  auction: fillAuctions,
  bid: fillBids,
};

function fillBids(perMs: number): Filler {
  const random = new Random(11);
  const channels = makeChannels(random);
  return (from, length) => {
    const [auction, bidder, price, ts] = fourNumbers(length);
    const channel = new Int32Array(length);
    const url = new Int32Array(length);
    const extra = new Texts(random, length);
    for (let i = 0; i < length; i++) {
      const number = eventNumber('bid', from + i);
      auction[i] = bidAuction(random, number);
      bidder[i] = 0 < random.below(4) ? hotOf(lastPerson(number)) + 1 : anyPerson(random, number);
      price[i] = priceOf(random);
      const at =
        random.below(2) === 0 ? random.below(HOT_CHANNELS.length) : HOT_CHANNELS.length + random.below(CHANNELS);
      channel[i] = at;
      url[i] = at;
      ts[i] = START_MS + Math.floor(number / perMs);
      extra.add(i, 40 + random.below(24));
    }
    return [
      whole(auction),
      whole(bidder),
      whole(price),
      { type: 'string', values: channel, nulls: null, dictionary: channels.names },
      { type: 'string', values: url, nulls: null, dictionary: channels.urls },
      time(ts),
      extra.column,
    ];
  };
}

function fillAuctions(perMs: number): Filler {
  const random = new Random(12);
  return (from, length) => {
    const [id, initial, reserve, ts] = fourNumbers(length);
    const [expires, seller, category] = fourNumbers(length);
    const [name, description, extra] = [
      new Texts(random, length),
      new Texts(random, length),
      new Texts(random, length),
    ];
    for (let i = 0; i < length; i++) {
      const number = eventNumber('auction', from + i);
      id[i] = FIRST_ID + from + i;
      name.add(i, 20);
      description.add(i, 100);
      initial[i] = priceOf(random);
      reserve[i] = initial[i]! + priceOf(random);
      ts[i] = START_MS + Math.floor(number / perMs);
      expires[i] = ts[i]! + 1 + random.below(20_000);
      seller[i] = 0 < random.below(4) ? hotOf(lastPerson(number)) : anyPerson(random, number);
      category[i] = 10 + random.below(5);
      extra.add(i, 200 + random.below(100));
    }
    return [
      whole(id),
      name.column,
      description.column,
      whole(initial),
      whole(reserve),
      time(ts),
      time(expires),
      whole(seller),
      whole(category),
      extra.column,
    ];
  };
}

function fillPersons(perMs: number): Filler {
  const random = new Random(13);
  return (from, length) => {
    const [id, ts] = fourNumbers(length);
    const extra = new Texts(random, length);
    const dictionary = new Dictionary();
    const texts = Array.from({ length: 5 }, () => new Int32Array(length));
    for (let i = 0; i < length; i++) {
      id[i] = FIRST_ID + from + i;
      ts[i] = START_MS + Math.floor(eventNumber('person', from + i) / perMs);
      personTexts(random).forEach((text, t) => (texts[t]![i] = dictionary.intern(text)));
      extra.add(i, 80 + random.below(40));
    }
    const columns = texts.map((values): Column => ({ type: 'string', values, nulls: null, dictionary }));
    return [whole(id), ...columns, time(ts), extra.column];
  };
}

function personTexts(random: Random): readonly string[] {
  const word = (length: number): string =>
    LETTERS.substr(random.below(LETTERS.length - length), length).replaceAll(' ', 'x');
  const card = Array.from({ length: 4 }, () => String(random.below(10_000)).padStart(4, '0')).join(' ');
  const name = `${random.one(FIRST_NAMES)} ${random.one(LAST_NAMES)}`;
  return [name, `${word(7)}@${word(5)}.com`, card, random.one(CITIES), random.one(STATES)];
}

/** The hot channels, and many others, of which nine in ten say in their address who they are. */
function makeChannels(random: Random): { readonly names: Dictionary; readonly urls: Dictionary } {
  const [names, urls] = [new Dictionary(), new Dictionary()];
  const word = (): string => LETTERS.substr(random.below(LETTERS.length - 5), 5).replaceAll(' ', '_');
  const page = (n: number): string => `https://www.nexmark.com/${word()}/${word()}/${word()}/item.htm?query=${n}`;
  HOT_CHANNELS.forEach((name, n) => [names.intern(name), urls.intern(page(n))]);
  for (let n = 0; n < CHANNELS; n++) {
    names.intern(`channel-${n}`);
    urls.intern(
      page(HOT_CHANNELS.length + n) + (0 < random.below(10) ? `&channel_id=${Math.imul(n, 0x9e3779b1) >>> 1}` : ''),
    );
  }
  return { names, urls };
}

/** Half of all bids are for the one auction of a hundred that everybody wants. */
function bidAuction(random: Random, number: number): number {
  const last = lastAuction(number);
  if (0 < random.below(2)) return hotOf(last);
  const first = Math.max(FIRST_ID, last - AUCTIONS_IN_FLIGHT);
  return first + random.below(last - first + 1 + LEAD);
}

function anyPerson(random: Random, number: number): number {
  const last = lastPerson(number);
  const first = Math.max(FIRST_ID, last - ACTIVE_PEOPLE);
  return first + random.below(last - first + 1 + LEAD);
}

function hotOf(last: number): number {
  return FIRST_ID + Math.floor((last - FIRST_ID) / 100) * 100;
}

function lastPerson(number: number): number {
  return FIRST_ID + Math.floor(number / CYCLE);
}

function lastAuction(number: number): number {
  // Bids come behind the auctions of their cycle.
  return FIRST_ID + (Math.floor(number / CYCLE) + 1) * SHARES.auction - 1;
}

/** In cents, spread over six decimal powers. */
function priceOf(random: Random): number {
  return Math.round(Math.exp(random.share() * 6 * Math.LN10) * 100);
}

type FourNumbers = [Float64Array, Float64Array, Float64Array, Float64Array];

function fourNumbers(length: number): FourNumbers {
  return Array.from({ length: 4 }, () => new Float64Array(length)) as FourNumbers;
}

function whole(values: Float64Array): Column {
  return { type: 'bigint', values, nulls: null };
}

function time(values: Float64Array): Column {
  return { type: 'timestamp', values, nulls: null };
}

/** A column of texts that are cut from random letters, each at another place: none comes twice in a batch. */
class Texts {
  readonly #texts = new FreshTexts();
  readonly #values: Int32Array;
  #at: number;

  constructor(random: Random, length: number) {
    this.#values = new Int32Array(length);
    this.#at = random.below(LETTERS.length / 2);
  }

  add(row: number, length: number): void {
    this.#at += 13;
    this.#values[row] = this.#texts.add(LETTERS.slice(this.#at, this.#at + length));
  }

  get column(): Column {
    return { type: 'string', values: this.#values, nulls: null, dictionary: this.#texts };
  }
}
