import type { AlertRule, ChartDescription, TileKind } from '../../electron/ipc/contract.ts';
import { language, t } from '../messages/messages.ts';
import { seriesName } from '../messages/own-names.ts';
import { inScale, joinQuantity, formatNumber, NETWORK_RATE, scaleFor } from '../shared/units.ts';
import { headMeasure } from './readout.ts';

/** From where on one rule fires, for the charts that show what it watches. */
export type AlertLimit = Pick<AlertRule, 'metric' | 'entity' | 'comparison' | 'level'> & {
  /** The UCUM code of its metric; null: not known. */
  readonly unit: string | null;
  /** Whether it notifies nobody now, as a person has asked. */
  readonly isMuted: boolean;
};

/** One limit as a chart shows it. */
export interface AlertLine {
  /** In the unit of the chart. */
  readonly value: number;
  /** What stands at the line. */
  readonly label: string;
  /** The same for who cannot see it. */
  readonly said: string;
  readonly isMuted: boolean;
  /** The series that it is a limit of. */
  readonly names: readonly string[];
}

/** What is drawn: a chart's values, and how. */
interface Subject {
  readonly kind: TileKind;
  readonly metrics: readonly string[];
  readonly unit: string | null;
  /** The series that are shown one by one, in their order. */
  readonly shown: readonly string[];
}

interface SubjectChart {
  readonly description: Pick<ChartDescription, 'metrics'>;
  /** The UCUM code of its values. */
  readonly unit: string | null;
}

/**
 * The limits that belong on a chart, the highest first: those of what its series measure, in their unit. Where it cannot be told of which series
 * a limit is, it has none; nor where the value of that series is not at its own height, as in the middle of a stack.
 */
export function alertLines(
  limits: readonly AlertLimit[],
  { description, unit }: SubjectChart,
  { kind, all }: { readonly kind: TileKind; readonly all: readonly string[] },
): readonly AlertLine[] {
  const subject: Subject = { kind, metrics: description.metrics, unit, shown: all };
  const lines = new Map<string, AlertLine>();
  for (const limit of limits) {
    const line = lineOf(limit, subject);
    if (line === null) continue;
    // Of two rules at one level, the line is that of the one that would be told.
    const place = `${line.value} ${line.names.join()}`;
    if (lines.get(place)?.isMuted !== false) lines.set(place, line);
  }
  return [...lines.values()].sort((left, right) => right.value - left.value);
}

/** `text`, and all of `lines` in words, also of those that are too far away for the axis. */
export function withAlerts(text: string, lines: readonly AlertLine[]): string {
  return lines.reduce((before, { said }) => t('limit.after', { before, said }), text);
}

function lineOf(limit: AlertLimit, subject: Subject): AlertLine | null {
  const { metric, level, comparison, isMuted } = limit;
  const { unit, metrics } = subject;
  if (unit === null || !isSameUnit(limit.unit, unit) || !metrics.some((each) => covers(each, metric))) return null;
  const names = concerned(limit, subject);
  if (names.length === 0 || !standAtTheirHeight(names, subject)) return null;
  const text = levelText(level, unit);
  const of = whatIsMeant(limit, names, subject);
  const written = (what: string): string => {
    const whole = t('limit.alert', { what: [of, what].join(' ').trim() });
    return isMuted ? t('limit.muted', { text: whole }) : whole;
  };
  return {
    value: level,
    label: written(comparison === 'over' ? text : `<\u00a0${text}`),
    said: written(t(`limit.${comparison}`, { level: text })),
    isMuted,
    names,
  };
}

/** The sensor and the direction, as far as the chart shows others too. */
function whatIsMeant({ metric, entity }: AlertLimit, names: readonly string[], subject: Subject): string {
  const { shown } = subject;
  if (names.length === shown.length) return '';
  const isOnly = entity === null || shown.every((name) => hasWords(name, entity));
  return seriesName([isOnly ? '' : entity, isOne(subject) ? '' : lastWord(metric)].join(' ').trim());
}

/** Traffic of networks is in a unit of its own where a chart has nothing else. */
function isSameUnit(own: string | null, shown: string): boolean {
  return own === shown || (own === 'By/s' && shown === NETWORK_RATE);
}

/** Whether `name` is the metric that `glob` stands for, or one of them: a `*` stands for anything. */
function covers(glob: string, name: string): boolean {
  const parts = glob.split('*').map((part) => part.replaceAll(/[$()+.?[\\\]^{|}]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

/** Whether all of a chart's series are of one metric, so that their names need not tell it. */
function isOne({ metrics }: Subject): boolean {
  return metrics.length === 1 && !metrics[0]!.includes('*');
}

/** The series that the limit is for. Where there are several metrics, names tell the sensor and the direction: `nvme0n1 write`. */
function concerned({ metric, entity }: AlertLimit, subject: Subject): readonly string[] {
  const { shown } = subject;
  if (isOne(subject)) return entity === null ? shown : shown.filter((name) => name === entity);
  return shown.filter(
    (name) => name === metric || ((entity === null || hasWords(name, entity)) && hasWords(name, lastWord(metric))),
  );
}

/** Whether a reader of the axis finds the values of `names` at their own height: in a stack only those at the bottom, in a gauge what its head tells. */
function standAtTheirHeight(names: readonly string[], { kind, unit, shown }: Subject): boolean {
  if (kind === 'stacked') return names.length === 1 && names[0] === shown[0];
  if (kind !== 'gauge') return true;
  const measure = headMeasure(unit, shown);
  if (typeof measure === 'number') return names.includes(shown[measure]!);
  return names.length === shown.length && (measure === 'highest' || shown.length === 1);
}

function hasWords(name: string, words: string): boolean {
  return ` ${name} `.includes(` ${words} `);
}

function lastWord(metric: string): string {
  return metric.slice(metric.lastIndexOf('.') + 1);
}

/** A level with no more decimals than it was written with: 85 °C, 92.5 %. */
function levelText(level: number, unit: string): string {
  const scale = scaleFor(unit, level);
  const shown = Number(inScale(scale, level).toFixed(2));
  const digits = Number.isInteger(shown) ? 0 : Number.isInteger(Number((shown * 10).toFixed(2))) ? 1 : 2;
  return joinQuantity({ number: formatNumber(shown, digits, language()), unit: scale.symbol });
}
