import type { Batch } from '../../../engine/data/batch.ts';
import type { Column } from '../../../engine/data/column.ts';
import type { Strings } from '../../../engine/data/dictionary.ts';
import { Dictionary } from '../../../engine/data/dictionary.ts';
import { CYCLE, eventNumber, schemaOf, SHARES, START_MS } from './events.ts';
import type { Kind, Load } from './events.ts';
import { CutTexts } from './cut-texts.ts';
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
const WORDS = LETTERS.replaceAll(' ', 'x');
const NAMES = dictionaryOf(FIRST_NAMES.flatMap((first) => LAST_NAMES.map((last) => `${first} ${last}`)));

/** The events of `kind` of a load, in batches: Nexmark's generator, the same each time. */
export function* generate(kind: Kind, { events, perMs }: Load): Generator<Batch, undefined> {
  const fill = FILLERS[kind](perMs);
  const schema = schemaOf(kind);
  const total = Math.floor(events / CYCLE) * SHARES[kind];
  const size = CYCLES_PER_BATCH * SHARES[kind];
  for (let from = 0; from < total; from += size) {
    const length = Math.min(size, total - from);
    const columns = fill(from, length);
    const none = { eventTimes: null, watermarksBefore: -Infinity, watermark: -Infinity, origin: null };
    yield { schema, length, columns, ...none };
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
  const channels = (allChannels ??= makeChannels(new Random(14)));
  return (from, length) => {
    const [auction, bidder, price, ts] = fourNumbers(length);
    const channel = new Int32Array(length);
    const extra = new Texts(random, length);
    // A batch begins with a cycle: of all bids of one, what they may be about is the same.
    for (let first = 0; first < length; first += SHARES.bid) {
      const number = eventNumber('bid', from + first);
      const [auctions, people] = [auctionsAt(number), peopleAt(number)];
      for (let n = 0; n < SHARES.bid; n++) {
        const i = first + n;
        const bits = random.bits();
        // Half of all bids are for the one auction of a hundred that everybody wants.
        auction[i] = (bits & 1) === 1 ? auctions.hot : auctions.first + random.below(auctions.count);
        bidder[i] = (bits & 6) !== 0 ? people.hot + 1 : people.first + random.below(people.count);
        price[i] = priceOf(random);
        channel[i] =
          (bits & 8) === 0 ? (bits >>> 4) & (HOT_CHANNELS.length - 1) : HOT_CHANNELS.length + random.below(CHANNELS);
        ts[i] = START_MS + Math.floor((number + n) / perMs);
        extra.add(i, 40 + ((bits >>> 8) % 24));
      }
    }
    return [
      whole(auction),
      whole(bidder),
      whole(price),
      text(channel, channels.names),
      text(channel, channels.urls),
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
      const people = peopleAt(number);
      seller[i] = 0 < random.below(4) ? people.hot : people.first + random.below(people.count);
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
  const [cities, states] = [dictionaryOf(CITIES), dictionaryOf(STATES)];
  return (from, length) => {
    const [id, ts] = fourNumbers(length);
    const extra = new Texts(random, length);
    const [name, email, card] = [new Int32Array(length), new Int32Array(length), new Int32Array(length)];
    const [city, state] = [new Int32Array(length), new Int32Array(length)];
    const [emails, cards] = [new FreshTexts(), new FreshTexts()];
    for (let i = 0; i < length; i++) {
      id[i] = FIRST_ID + from + i;
      ts[i] = START_MS + Math.floor(eventNumber('person', from + i) / perMs);
      email[i] = emails.add(`${wordOf(random, 7)}@${wordOf(random, 5)}.com`);
      card[i] = cards.add(cardOf(random));
      name[i] = random.below(NAMES.size);
      city[i] = random.below(CITIES.length);
      state[i] = random.below(STATES.length);
      extra.add(i, 80 + random.below(40));
    }
    return [
      whole(id),
      text(name, NAMES),
      text(email, emails),
      text(card, cards),
      text(city, cities),
      text(state, states),
      time(ts),
      extra.column,
    ];
  };
}

function wordOf(random: Random, length: number): string {
  const at = random.below(WORDS.length - length);
  return WORDS.slice(at, at + length);
}

/** Four times four digits. */
function cardOf(random: Random): string {
  const four = (): string => FOUR_DIGITS[random.below(10_000)]!;
  return `${four()} ${four()} ${four()} ${four()}`;
}

const FOUR_DIGITS = Array.from({ length: 10_000 }, (_, n) => String(n).padStart(4, '0'));

function dictionaryOf(texts: readonly string[]): Dictionary {
  const dictionary = new Dictionary();
  for (const each of texts) dictionary.intern(each);
  return dictionary;
}

function text(values: Int32Array, dictionary: Strings): Column {
  return { type: 'string', values, nulls: null, dictionary };
}

interface Channels {
  readonly names: Dictionary;
  readonly urls: Dictionary;
}

let allChannels: Channels | null = null;

/** The hot channels, and many others, of which nine in ten say in their address who they are. */
function makeChannels(random: Random): Channels {
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

/** What an event may be about: one that is hot, or any of `count` from `first` on. */
interface Choice {
  readonly hot: number;
  readonly first: number;
  readonly count: number;
}

function auctionsAt(number: number): Choice {
  // Bids come behind the auctions of their cycle.
  return choiceOf(FIRST_ID + (Math.floor(number / CYCLE) + 1) * SHARES.auction - 1, AUCTIONS_IN_FLIGHT);
}

function peopleAt(number: number): Choice {
  return choiceOf(FIRST_ID + Math.floor(number / CYCLE), ACTIVE_PEOPLE);
}

function choiceOf(last: number, active: number): Choice {
  const first = Math.max(FIRST_ID, last - active);
  return { hot: FIRST_ID + Math.floor((last - FIRST_ID) / 100) * 100, first, count: last - first + 1 + LEAD };
}

/** In cents, spread over six decimal powers. */
function priceOf(random: Random): number {
  const share = random.below(2 ** 24);
  return Math.round(COARSE[share >>> 12]! * FINE[share & 4095]! * 100);
}

// 10 to the power of six times a share in 24 bits, as a product: a power for each price is most of what a bid costs.
const COARSE = Float64Array.from({ length: 4096 }, (_, n) => 10 ** ((6 * n) / 2 ** 12));
const FINE = Float64Array.from({ length: 4096 }, (_, n) => 10 ** ((6 * n) / 2 ** 24));

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
  readonly #texts: CutTexts;
  readonly #values: Int32Array;
  #at: number;

  constructor(random: Random, length: number) {
    this.#texts = new CutTexts(LETTERS, length);
    this.#values = new Int32Array(length);
    this.#at = random.below(LETTERS.length / 2);
  }

  add(row: number, length: number): void {
    this.#at += 13;
    this.#values[row] = this.#texts.add(this.#at, this.#at + length);
  }

  get column(): Column {
    return { type: 'string', values: this.#values, nulls: null, dictionary: this.#texts };
  }
}
