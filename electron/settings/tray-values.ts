import type { JobPoints } from '../../engine/index.ts';
import type { ChartDescription } from '../ipc/contract.ts';
import { formatValue, shownUnit, type UnitChoice } from '../tour/units.ts';

/** A value that is older than this is no value of now. */
const STALE_MS = 180_000;

export interface TrayValuesParts {
  /** The ids of the charts whose values are wanted. */
  readonly wanted: () => readonly string[];
  readonly charts: () => readonly ChartDescription[];
  /** A chart's title as it is said in the language of now. */
  readonly named: (title: string) => string;
  /** In what values are wanted. */
  readonly units: () => UnitChoice;
  readonly now: () => number;
}

interface Newest {
  readonly at: number;
  readonly unit: string;
  readonly value: number;
}

/** The newest values of the charts that a person wants in the tray. */
export class TrayValues {
  readonly #parts: TrayValuesParts;
  readonly #newest = new Map<string, Map<string, Newest>>();

  constructor(parts: TrayValuesParts) {
    this.#parts = parts;
  }

  /** Takes in what a chart sink was given; of charts that nobody wants it keeps nothing. */
  take({ job, sink, series }: JobPoints): void {
    const id = `${job}/${sink}`;
    if (!this.#parts.wanted().includes(id)) {
      this.#newest.delete(id);
      return;
    }
    const chart = this.#newest.get(id) ?? new Map<string, Newest>();
    this.#newest.set(id, chart);
    const at = this.#parts.now();
    for (const { series: name, unit, values } of series)
      chart.set(name, { at, unit: unit ?? '', value: values.at(-1) ?? NaN });
  }

  /** One line for each chart that is wanted and there: `CPU 37.4 %`. */
  lines(): readonly string[] {
    const { wanted, charts, named } = this.#parts;
    return wanted().flatMap((id) => {
      const chart = charts().find((each) => each.id === id);
      return chart === undefined ? [] : `${named(chart.title)} ${this.#value(chart)}`;
    });
  }

  /** As in the head of its tile: the total where there is one, else what is used, else the sum of rates or the highest of the rest. */
  #value({ id, unit, metrics }: ChartDescription): string {
    const now = this.#parts.now();
    const fresh = [...(this.#newest.get(id) ?? [])].filter(([, { at }]) => now - at < STALE_MS);
    const [one] = fresh;
    if (one === undefined) return '–';
    const head = fresh.find(([name]) => name === 'total') ?? fresh.find(([name]) => name === 'used');
    const values = fresh.map(([, { value }]) => value);
    const code = unit ?? one[1].unit;
    const all = code.endsWith('/s') ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
    return formatValue(head === undefined ? all : head[1].value, shownUnit(code, metrics), this.#parts.units());
  }
}
