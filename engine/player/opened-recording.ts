import { join } from 'node:path';
import type { Batch } from '../data/batch.ts';
import type { LinesCache } from '../data/lines-cache.ts';
import { Thinning } from '../data/thinning.ts';
import type { LinePoints } from '../data/thinning.ts';
import { Fault } from '../fault.ts';
import { isMissing } from '../files/file-system.ts';
import { allParts, partBytes } from '../recordings/part-bytes.ts';
import { partRows } from '../recordings/part-rows.ts';
import type { RowReading } from '../recordings/part-rows.ts';
import { openManifest } from '../recordings/read-rows.ts';
import type { Manifest, Part } from '../recordings/recording.ts';
import { Figures } from './figures.ts';
import { firstMatch } from './first-match.ts';
import type { Moments, PlayedRecording, SeriesFigures, Sparkline } from './orders.ts';
import { RecordedLines } from './recorded-lines.ts';
import { someParts, SparklineMaker, spanOf } from './sparkline.ts';

const BATCH_SIZE = 1000;

/** What was read of one part. */
export interface ReadPart {
  readonly lines: readonly LinePoints[];
  readonly unreadable: number;
  readonly refused: number;
}

/** A recording that somebody looks at: its points by span, read from the parts that hold them, a part at a time. */
export class OpenedRecording {
  readonly #folder: string;
  readonly #key: RowReading['key'];
  readonly #cache: LinesCache<ReadPart>;
  #manifest: Manifest;

  constructor(folder: string, manifest: Manifest, key: RowReading['key'], cache: LinesCache<ReadPart>) {
    this.#folder = folder;
    this.#manifest = manifest;
    this.#key = key;
    this.#cache = cache;
  }

  /** What there is to see of it. Reads all of it once. */
  async look(): Promise<PlayedRecording> {
    const { charts, from, to, unreadable, refused } = await this.#over(null, () => new Outline());
    const { schema, startedAt } = this.#manifest;
    const start = from === Infinity ? Date.parse(startedAt) : from;
    return {
      from: start,
      to: to === -Infinity ? start : to,
      charts: [...charts].map(([title, unit]) => ({ id: title, title, unit })),
      columns: schema.map(({ name }) => name),
      gaps: this.#manifest.gaps.map(({ at, seconds, reason }) => {
        const end = Date.parse(at);
        return { from: end - seconds * 1000, to: end, reason };
      }),
      unreadable,
      refused,
    };
  }

  /** Its points in `span`, thinned out to at most two for each of `count` pieces of it. */
  async read({ from, to }: Moments, count: number): Promise<readonly LinePoints[]> {
    const begin = (): Thinned => {
      const thinning = new Thinning({ from, to, count });
      return { thinning, take: ({ lines }) => lines.forEach((line) => thinning.take(line)) };
    };
    return (await this.#over({ from, to }, begin)).thinning.points();
  }

  /** Mean, 95th percentile and maximum of each series in `span`, of all its points. */
  async figures(span: Moments): Promise<readonly SeriesFigures[]> {
    return (await this.#over(span, () => new Figures(span))).figures();
  }

  /** One of its series as a small picture; null where there is nothing to draw. Reads not more of it than is quickly read. */
  async sparkline(): Promise<Sparkline | null> {
    const span = spanOf(this.#manifest);
    if (span === null) return null;
    const maker = new SparklineMaker(span);
    for (const part of someParts(this.#manifest)) maker.take(await this.#part(part));
    return maker.sparkline();
  }

  /** The first moment at which `condition` holds; null where it never does. */
  async find(condition: string): Promise<number | null> {
    const match = firstMatch(condition, this.#manifest);
    for (const part of allParts(this.#manifest)) {
      for await (const batch of this.#rows(part, () => undefined)) match.take(batch);
    }
    return match.at;
  }

  /** Hands the parts that touch `span` to what `begin` makes; begins anew where pieces have become a part meanwhile. */
  async #over<T extends PartTaker>(span: Moments | null, begin: () => T): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await this.#fill(begin(), span);
      } catch (error) {
        if (2 <= tries || !(error instanceof Fault) || !isMissing(error.cause)) throw error;
        this.#manifest = await openManifest(this.#folder);
      }
    }
  }

  async #fill<T extends PartTaker>(taker: T, span: Moments | null): Promise<T> {
    for (const part of allParts(this.#manifest)) {
      if (span === null || !isOutside(span, part)) taker.take(await this.#part(part));
    }
    return taker;
  }

  async #part(part: Part): Promise<ReadPart> {
    const cacheKey = `${join(this.#folder, part.name)}\n${part.bytes}`;
    const held = this.#cache.get(cacheKey);
    if (held !== undefined) return held;
    const lines = new RecordedLines(this.#manifest.schema, this.#manifest.eventTime);
    let unreadable = 0;
    for await (const batch of this.#rows(part, () => unreadable++)) lines.take(batch);
    const read = { lines: lines.lines(), unreadable, refused: lines.refused };
    this.#cache.put(cacheKey, read);
    return read;
  }

  #rows(part: Part, reject: () => void): AsyncGenerator<Batch> {
    return partRows(part.name, partBytes(this.#folder, part), this.#manifest, {
      batchSize: BATCH_SIZE,
      reject,
      key: this.#key,
    });
  }
}

interface PartTaker {
  take(part: ReadPart): void;
}

interface Thinned extends PartTaker {
  readonly thinning: Thinning;
}

/** What parts together say of their recording. */
class Outline implements PartTaker {
  readonly charts = new Map<string, string | null>();
  from = Infinity;
  to = -Infinity;
  unreadable = 0;
  refused = 0;

  take({ lines, unreadable, refused }: ReadPart): void {
    this.unreadable += unreadable;
    this.refused = Math.max(this.refused, refused);
    for (const { chart, unit, times } of lines) {
      this.charts.set(chart, this.charts.get(chart) ?? unit);
      this.from = Math.min(this.from, times[0]!);
      this.to = Math.max(this.to, times.at(-1)!);
    }
  }
}

function isOutside({ from, to }: Moments, { firstTime, lastTime }: Part): boolean {
  if (firstTime === null || lastTime === null) return false;
  return Date.parse(lastTime) < from || to < Date.parse(firstTime);
}
