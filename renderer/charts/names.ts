import type { TileKind } from '../../electron/ipc/contract.ts';
import { seriesName } from '../messages/own-names.ts';

/** Series that tell the most come first, in this order. */
const LEADING = ['total', 'used', 'usage', 'read', 'receive', 'write', 'transmit', 'cached', 'buffers', 'free'];

/** Splits at digits too, so that `core10` comes after `core9`. */
const natural = new Intl.Collator('en', { numeric: true });

/** The names of a chart's series in the order in which they are drawn and listed. */
export function seriesOrder(names: readonly string[]): readonly string[] {
  return [...names].sort((left, right) => rank(left) - rank(right) || natural.compare(left, right));
}

/**
 * What each series is called on the screen: without what all of them begin with, so that `system.disk.io.read` and
 * `system.disk.io.write`, or `sda read` and `sda write`, are `read` and `write`. A nameless one has the fallback.
 */
export function seriesLabels(names: readonly string[], fallback: string): readonly string[] {
  const split = names.map((name) => name.split(isMetric(name) ? '.' : ' '));
  const common = commonWords(split).length;
  return split.map(
    (words, index) => seriesName(words.slice(common).join(isMetric(names[index]!) ? '.' : ' ')) || fallback,
  );
}

/** The device that all series are of: `sda` for `sda read` and `sda write`; empty where they are of several. */
export function commonDevice(names: readonly string[]): string {
  if (names.length < 2 || names.some(isMetric)) return '';
  return commonWords(names.map((name) => name.split(' '))).join(' ');
}

/** The names of single processor cores, in order; empty unless there is a total beside at least two of them. */
export function coreNames(names: readonly string[]): readonly string[] {
  const cores = names.filter((name) => /^\d+$/.test(name));
  if (!names.includes('total') || cores.length < 2) return [];
  return cores.sort(natural.compare);
}

/** The series that a chart of `kind` shows as rows of cells: a strip's own, or the cores beside a total. */
export function stripNames(kind: TileKind, names: readonly string[]): readonly string[] {
  const cores = coreNames(names);
  if (kind === 'heat') return 0 < cores.length ? cores : seriesOrder(names);
  return kind === 'line' || kind === 'area' ? cores : [];
}

/** The series that a chart of `kind` shows one by one. Parts that are put on one another leave their total out. */
export function singleNames(kind: TileKind, names: readonly string[]): readonly string[] {
  if (kind === 'heat') return [];
  const strip = new Set(stripNames(kind, names));
  const isStack = kind === 'stacked' && 1 < names.length;
  return seriesOrder(names.filter((name) => !strip.has(name) && !(isStack && name === 'total')));
}

/** A metric's name is words with dots: `system.disk.io.read`. */
function isMetric(name: string): boolean {
  return /^(system|hw|process)\.[a-z_.]+$/.test(name);
}

/** What all begin with. The last word of each stays: it is what is left to tell them apart. */
function commonWords(split: readonly (readonly string[])[]): readonly string[] {
  const [first] = split;
  if (first === undefined) return [];
  let count = 0;
  while (split.every((words) => count < words.length - 1 && words[count] === first[count])) count++;
  return first.slice(0, count);
}

function rank(name: string): number {
  const last = isMetric(name) ? name.slice(name.lastIndexOf('.') + 1) : name;
  const index = LEADING.indexOf(last);
  return index === -1 ? LEADING.length : index;
}
