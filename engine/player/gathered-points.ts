import { BySeries } from '../data/by-series.ts';
import type { LinePoints } from '../data/thinning.ts';
import type { Moments } from './orders.ts';

/** A window that fires again gives its time another value; so long it is waited for. */
const SETTLED_MS = 60_000;

/** Points of several series side by side. */
export interface PointColumns {
  /** Where the points are in the columns, by time. */
  readonly order: Uint32Array;
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** The series of the point at a place. */
  readonly of: (at: number) => Pick<LinePoints, 'chart' | 'series' | 'unit'>;
}

interface Course {
  readonly name: Pick<LinePoints, 'chart' | 'series' | 'unit'>;
  times: number[];
  values: number[];
  /** What is older than this was given already. */
  given: number;
}

/** Gathers the points of some charts in a span, and gives them once in the order of their times. A later point takes the place of one at the same time. */
export class GatheredPoints {
  readonly #titles: ReadonlyMap<string, string>;
  readonly #span: Moments | null;
  readonly #courses = new BySeries<Course>();

  constructor(charts: readonly { readonly id: string; readonly title: string }[], span: Moments | null) {
    this.#titles = new Map(charts.map(({ id, title }) => [id, title]));
    this.#span = span;
  }

  take(points: LinePoints): void {
    this.#take(points, () => true);
  }

  /** Takes in what may have been given before: points that are older than what was given last are passed over. */
  takeNew(points: LinePoints): void {
    this.#take(points, (time, { given }) => given <= time);
  }

  /** What no point that is still to come is likely to take the place of. */
  takeSettled(): PointColumns {
    return this.#give((times) => (times.at(-1) ?? -Infinity) - SETTLED_MS);
  }

  takeAll(): PointColumns {
    return this.#give(() => Infinity);
  }

  #take({ chart, series, unit, times, values }: LinePoints, wants: (time: number, course: Course) => boolean): void {
    const title = this.#titles.get(chart);
    if (title === undefined) return;
    const { from, to } = this.#span ?? { from: -Infinity, to: Infinity };
    let course = this.#courses.get(chart, series);
    for (let i = 0; i < times.length; i++) {
      const time = times[i]!;
      if (time < from || to < time) continue;
      course ??= this.#courses.add(chart, series, {
        name: { chart: title, series, unit },
        times: [],
        values: [],
        given: -Infinity,
      });
      if (!wants(time, course)) continue;
      course.times.push(time);
      course.values.push(shortestSingle(values[i]!));
    }
  }

  #give(cutOf: (times: readonly number[]) => number): PointColumns {
    const taken = this.#courses.all.map((course) => {
      settle(course);
      const cut = cutOf(course.times);
      const found = course.times.findIndex((time) => cut <= time);
      const count = found === -1 ? course.times.length : found;
      course.given = Math.max(course.given, cut);
      return { course, times: course.times.splice(0, count), values: course.values.splice(0, count) };
    });
    const starts = taken.reduce<number[]>((all, { times }) => [...all, all.at(-1)! + times.length], [0]);
    const length = starts.at(-1)!;
    const columns = { times: new Float64Array(length), values: new Float64Array(length) };
    const owners = new Uint32Array(length);
    taken.forEach(({ times, values }, index) => {
      columns.times.set(times, starts[index]);
      columns.values.set(values, starts[index]);
      owners.fill(index, starts[index], starts[index + 1]);
    });
    const order = Uint32Array.from(owners.keys()).sort((a, b) => columns.times[a]! - columns.times[b]! || a - b);
    return { order, ...columns, of: (at) => taken[owners[at]!]!.course.name };
  }
}

/** Puts the points of a series in the order of their times, of those at one time only the last. */
function settle(course: Course): void {
  const { times, values } = course;
  if (times.every((time, i) => i === 0 || times[i - 1]! < time)) return;
  const last = new Map(times.map((time, i) => [time, values[i]!]));
  course.times = [...last.keys()].sort((a, b) => a - b);
  course.values = course.times.map((time) => last.get(time)!);
}

/** The shortest number that single precision, in which the history is kept, holds as `value`: 0.374 and not 0.37400001287460327. */
export function shortestSingle(value: number): number {
  if (Number.isInteger(value) || Math.fround(value) !== value) return value;
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
