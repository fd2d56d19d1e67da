import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LinePoints } from '../data/thinning.ts';
import { DurableFiles } from '../files/durable.ts';
import { allParts } from '../recordings/part-bytes.ts';
import type { Manifest, Part } from '../recordings/recording.ts';
import type { Moments, Sparkline } from './orders.ts';

/** Kept beside the parts, so that a recording is read for it once. */
const FILE_NAME = '.sparkline.json';
/** A picture that is no wider than a word has so many points. */
export const SPARKLINE_POINTS = 48;
/** Of a recording with more than this, not every part is read. */
const BYTES_MAX = 64 * 1024 * 1024;

/** What a person knows a machine by, where there is that. */
const LEADING = [
  { chart: 'system.cpu.utilization', series: 'total' },
  { chart: 'system.cpu.utilization', series: '' },
];

type Size = Pick<Manifest, 'rows' | 'bytes'>;

/** The sparkline that was made of the recording as it is now; undefined where none was. */
export async function keptSparkline(folder: string, { rows, bytes }: Size): Promise<Sparkline | null | undefined> {
  try {
    const kept = JSON.parse(await readFile(join(folder, FILE_NAME), 'utf8')) as Size & {
      readonly sparkline: Sparkline | null;
    };
    return kept.rows === rows && kept.bytes === bytes ? kept.sparkline : undefined;
  } catch {
    // Most often there is none yet; one that is damaged is made anew.
    return undefined;
  }
}

/** Keeps a sparkline beside its recording, where that can be written to. */
export async function keepSparkline(folder: string, { rows, bytes }: Size, sparkline: Sparkline | null): Promise<void> {
  const files = new DurableFiles({ code: 'recording-failed', title: 'sparkline' });
  const text = JSON.stringify({ rows, bytes, sparkline });
  // It is made again the next time, which nobody needs to hear of.
  await files.replace(join(folder, FILE_NAME), new TextEncoder().encode(text)).catch(() => undefined);
}

/** Parts that are spread over all of a recording, as many as are quickly read. */
export function someParts(manifest: Manifest): readonly Part[] {
  const parts = allParts(manifest);
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const step = Math.ceil(bytes / BYTES_MAX);
  return parts.filter((part, index) => index % step === 0 && part.bytes <= BYTES_MAX);
}

/** From the first to the last event time of a recording; null where it has none. */
export function spanOf(manifest: Manifest): Moments | null {
  const times = allParts(manifest).flatMap(({ firstTime, lastTime }) =>
    firstTime === null || lastTime === null ? [] : [Date.parse(firstTime), Date.parse(lastTime)],
  );
  const span = { from: Math.min(...times), to: Math.max(...times) };
  return span.from < span.to ? span : null;
}

interface Course extends Pick<Sparkline, 'chart' | 'series' | 'unit'> {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

/** Makes a sparkline of the lines of a recording: of the load of the processor, else of the series that there is most of. */
export class SparklineMaker {
  readonly #span: Moments;
  readonly #courses = new Map<string, Course>();

  constructor(span: Moments) {
    this.#span = span;
  }

  take({ lines }: { readonly lines: readonly LinePoints[] }): void {
    const { from, to } = this.#span;
    for (const { chart, series, unit, times, values } of lines) {
      const key = `${chart}\n${series}`;
      const course = this.#courses.get(key) ?? {
        ...{ chart, series, unit },
        sums: new Float64Array(SPARKLINE_POINTS),
        counts: new Float64Array(SPARKLINE_POINTS),
      };
      this.#courses.set(key, course);
      for (let i = 0; i < times.length; i++) {
        const piece = Math.min(SPARKLINE_POINTS - 1, Math.floor(((times[i]! - from) / (to - from)) * SPARKLINE_POINTS));
        if (piece < 0 || Number.isNaN(values[i]!)) continue;
        course.sums[piece]! += values[i]!;
        course.counts[piece]!++;
      }
    }
  }

  sparkline(): Sparkline | null {
    const all = [...this.#courses.values()];
    const leading = LEADING.flatMap(({ chart, series }) => this.#courses.get(`${chart}\n${series}`) ?? []);
    const most = Math.max(0, ...all.map(pieces));
    const chosen = leading[0] ?? all.find((course) => pieces(course) === most);
    if (chosen === undefined || pieces(chosen) < 2) return null;
    const { chart, series, unit, sums, counts } = chosen;
    const values = Array.from(sums, (sum, i) => (counts[i] === 0 ? null : Number((sum / counts[i]!).toPrecision(6))));
    return { chart, series, unit, values };
  }
}

/** How many pieces of the time have a value. */
function pieces({ counts }: Course): number {
  return counts.reduce((sum, count) => sum + (count === 0 ? 0 : 1), 0);
}
