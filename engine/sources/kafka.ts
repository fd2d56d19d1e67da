import type { Batch } from '../data/batch.ts';
import { watermarkOnly } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { KafkaSourceOptions } from '../document/plan.ts';
import type { FetchedPartition, KafkaClient, Leaders } from '../kafka/client.ts';
import { persist } from '../kafka/persist.ts';
import type { Patience, Trying } from '../kafka/persist.ts';
import { PartitionWatermarks } from '../time/partition-watermarks.ts';
import { isAtEnd, placesOf, positionOf } from './kafka/places.ts';
import type { Place } from './kafka/places.ts';
import { NowAndThen } from './kafka/now-and-then.ts';
import { KafkaRows } from './kafka/rows.ts';
import type { Source, SourceContext, SourcePosition } from './source.ts';

/** How long a cluster that is away is waited for: when it begins, and later. */
const OPEN_MS = 10_000;
const AWAY_MS = 30_000;
/** How often new partitions are looked for. */
const LOOK_MS = 5 * 60 * 1000;

/** What a `kafka` source is given beside its context. */
export interface KafkaSurroundings extends Pick<Patience, 'random' | 'wait'> {
  connect(): Promise<KafkaClient>;
}

/** A source that reads the topic that `options` name, from its start or from `context.from` on. */
export function createKafkaSource(
  options: KafkaSourceOptions,
  schema: Schema,
  { context, around }: { readonly context: SourceContext; readonly around: KafkaSurroundings },
): Source {
  return new KafkaSource(options, schema, { context, around });
}

/** A batch has rows of one partition. It asks each broker for more only once all that came is given, so whoever does not ask it for rows holds it up. */
class KafkaSource implements Source {
  readonly watermarks: PartitionWatermarks;
  readonly #options: KafkaSourceOptions;
  readonly #schema: Schema;
  readonly #context: SourceContext;
  readonly #around: KafkaSurroundings;
  readonly #rows: KafkaRows;
  #client: KafkaClient | null = null;
  #leaders: Leaders = new Map();
  #lookedAt = 0;
  #places = new Map<number, Place>();
  /** What came and is not given yet. */
  readonly #fetched: { readonly from: FetchedPartition; given: number }[] = [];
  /** By broker: what it is asked for. */
  readonly #asked = new Map<number, Promise<readonly FetchedPartition[]>>();
  /** Milliseconds that rows were waited for, and by partition how many of them had gone by when it last had some. */
  #waitedMs = 0;
  readonly #heardAt = new Map<number, number>();
  #aborted: { readonly signal: AbortSignal; readonly happens: Promise<void> } | null = null;
  readonly #told: NowAndThen;

  constructor(
    options: KafkaSourceOptions,
    schema: Schema,
    { context, around }: { readonly context: SourceContext; readonly around: KafkaSurroundings },
  ) {
    this.#options = options;
    this.#schema = schema;
    this.#context = context;
    this.#around = around;
    this.#rows = new KafkaRows(options, context);
    this.#told = new NowAndThen(context);
    this.watermarks = new PartitionWatermarks(options.eventTime?.outOfOrdernessMs ?? 0);
  }

  async open(): Promise<void> {
    const { signal } = new AbortController();
    await this.#persist(OPEN_MS, signal, async () => {
      this.#client ??= await this.#around.connect();
      await this.#look();
    });
  }

  async poll(signal: AbortSignal): Promise<Batch | null> {
    for (const [partition, place] of this.#places) if (isAtEnd(place)) this.watermarks.end(partition);
    const batch = this.#take();
    if (batch) return batch;
    if ([...this.#places.values()].every(isAtEnd) && 0 < this.#places.size) return null;
    const { clock } = this.#context;
    const since = clock.monotonic();
    const before = this.watermarks.combined;
    await this.#context.waiting(this.#askOn(signal));
    this.#waitedMs += clock.monotonic() - since;
    this.#noticeIdle();
    const after = this.watermarks.combined;
    return this.#take() ?? watermarkOnly(this.#schema, before < after ? after : -Infinity);
  }

  position(): SourcePosition {
    return positionOf(this.#places);
  }

  async close(): Promise<void> {
    await this.#client?.close();
  }

  /** Finds out who has which partitions, and where to begin with those that are new. */
  async #look(): Promise<void> {
    const client = this.#client!;
    const leaders = await client.leaders();
    const { from } = this.#context;
    if (this.#places.size === 0) this.#places = placesOf(from ?? {});
    const isFirst = this.#places.size === 0;
    const missing = [...leaders.values()].flat().filter((partition) => !this.#places.has(partition));
    const { isBounded, start } = this.#options;
    // What is added to the topic later is read from its start; where the end was fixed before, it is behind that.
    if (0 < missing.length && (isFirst || !isBounded)) {
      const starts = await client.offsets(isFirst ? start : 'earliest');
      const ends = isBounded ? await client.offsets('latest') : null;
      for (const partition of missing.sort((a, b) => a - b)) {
        this.#places.set(partition, { next: starts.get(partition) ?? 0, end: ends?.get(partition) ?? null });
      }
    }
    for (const partition of this.#places.keys()) this.#expect(partition);
    this.#leaders = leaders;
    this.#lookedAt = this.#context.clock.monotonic();
  }

  #expect(partition: number): void {
    if (this.#heardAt.has(partition)) return;
    this.watermarks.add(partition);
    this.#heardAt.set(partition, this.#waitedMs);
  }

  /** Waits until any broker has answered, with rows or without. */
  async #askOn(signal: AbortSignal): Promise<void> {
    let hasFailed = LOOK_MS <= this.#context.clock.monotonic() - this.#lookedAt;
    try {
      await this.#persist(AWAY_MS, signal, async () => {
        if (hasFailed) await this.#look();
        hasFailed = true;
        // Another broker has answered meanwhile: what it gave is not asked for again.
        if (0 < this.#fetched.length) return;
        this.#askAll();
        await Promise.race([...this.#asked.values(), this.#abortOf(signal)]);
      });
    } catch (error) {
      // Whoever stops does not hear any more of what was in the way.
      if (!signal.aborted) throw error;
    }
  }

  #askAll(): void {
    for (const [broker, partitions] of this.#leaders) {
      if (this.#asked.has(broker)) continue;
      const places = partitions.flatMap((partition): [number, number][] => {
        const place = this.#places.get(partition);
        return place && !isAtEnd(place) ? [[partition, place.next]] : [];
      });
      if (0 < places.length) this.#asked.set(broker, this.#ask(broker, new Map(places)));
    }
  }

  #ask(broker: number, places: ReadonlyMap<number, number>): Promise<readonly FetchedPartition[]> {
    const asked = this.#client!.fetch(broker, places).then(
      (fetched) => {
        this.#asked.delete(broker);
        for (const from of fetched) this.#fetched.push({ from, given: 0 });
        return fetched;
      },
      (error: unknown) => {
        this.#asked.delete(broker);
        throw error;
      },
    );
    // Who waits for it hears of it; after an end nobody does.
    asked.catch(() => undefined);
    return asked;
  }

  /** The next rows of what came; null where there are none. */
  #take(): Batch | null {
    for (let one = this.#fetched[0]; one; one = this.#fetched[0]) {
      const { partition, entries, next } = one.from;
      const place = this.#places.get(partition)!;
      const end = place.end ?? Infinity;
      while (one.given < entries.length && this.#rows.length < this.#context.batchSize) {
        const entry = entries[one.given++]!;
        if (entry.offset < end) this.#rows.add(entry, partition);
      }
      const isGiven = one.given === entries.length;
      place.next = isGiven ? next : entries[one.given]!.offset;
      if (isGiven) this.#fetched.shift();
      if (0 < this.#rows.length) return this.#takeOf(partition);
    }
    return null;
  }

  #takeOf(partition: number): Batch {
    this.#heardAt.set(partition, this.#waitedMs);
    this.watermarks.goTo(partition);
    return this.#rows.take(partition);
  }

  #noticeIdle(): void {
    const timeoutMs = this.#options.eventTime?.idleTimeoutMs ?? null;
    if (timeoutMs === null) return;
    const silent = new Set(this.#fetched.flatMap(({ from }) => (0 < from.entries.length ? [from.partition] : [])));
    for (const [partition, heardAt] of this.#heardAt) {
      const place = this.#places.get(partition)!;
      if (!silent.has(partition) && !isAtEnd(place) && timeoutMs <= this.#waitedMs - heardAt) {
        this.watermarks.idle(partition);
      }
    }
  }

  /** One for each signal, however often it is waited for. */
  #abortOf(signal: AbortSignal): Promise<void> {
    if (this.#aborted?.signal !== signal) {
      const happens = new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      });
      this.#aborted = { signal, happens };
    }
    return this.#aborted.happens;
  }

  #persist(forMs: number, signal: AbortSignal, act: () => Promise<void>): Promise<void> {
    const what = `topic "${this.#options.topic}" of ${this.#options.connection.brokers.join(', ')}`;
    const trying: Trying = { code: 'source-failed', what, forMs, signal };
    const { clock } = this.#context;
    return persist(act, trying, {
      clock,
      random: () => this.#around.random(),
      wait: (ms, given) => this.#around.wait(ms, given),
      warn: (message) => this.#told.tell(message),
    });
  }
}
