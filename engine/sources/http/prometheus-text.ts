/** What a family of samples measures; `sum` and `count` of histograms and summaries only grow, as counters do. */
export type SampleKind = 'counter' | 'gauge';

/** One sample of a Prometheus text. */
export interface Sample {
  /** The name, without its labels. */
  readonly name: string;
  /** The labels in the order of their names, as Prometheus writes them: `{cpu="0",mode="idle"}`; empty without any. */
  readonly labels: string;
  /** NaN and infinities as they are. */
  readonly value: number;
  /** Milliseconds since 1970 UTC, where the text says it. */
  readonly timeMs: number | null;
  readonly kind: SampleKind;
  /** As the text, or else the name, says it: `seconds`, `bytes`. */
  readonly unit: string | null;
}

/** A line that is no sample. */
export interface BadLine {
  readonly line: number;
  readonly reason: string;
  readonly text: string;
}

const NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(,|(?=}))/y;
const NUMBER = /^[+-]?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|0x[0-9a-f]+|inf(?:inity)?|nan)$/i;

/** Reads the text format of Prometheus (0.0.4) and that of OpenMetrics, line by line. */
export class PrometheusText {
  readonly #types = new Map<string, string>();
  readonly #units = new Map<string, string>();

  /** The samples of `text`, and what is no sample. */
  *read(text: string): Generator<(Sample & { readonly line: number }) | BadLine> {
    this.#types.clear();
    this.#units.clear();
    let line = 0;
    for (let start = 0; start < text.length;) {
      const found = text.indexOf('\n', start);
      const end = found === -1 ? text.length : found;
      const row = text.slice(start, end).trim();
      start = end + 1;
      line++;
      if (row.startsWith('#')) this.#takeComment(row);
      else if (row !== '') yield { ...this.#readSample(row), line };
    }
  }

  #takeComment(row: string): void {
    const [, word, name, rest] = /^#\s*(TYPE|UNIT)\s+(\S+)\s+(\S+)/.exec(row) ?? [];
    if (word === 'TYPE') this.#types.set(name!, rest!.toLowerCase());
    if (word === 'UNIT') this.#units.set(name!, rest!);
  }

  #readSample(row: string): Sample | Omit<BadLine, 'line'> {
    const bad = (reason: string) => ({ reason, text: row.slice(0, 1000) });
    NAME.lastIndex = 0;
    const name = NAME.exec(row)?.[0];
    if (name === undefined) return bad('no name of a metric at the start of the line');
    const labels = readLabels(row, name.length);
    if (labels === null) return bad('the labels are not written as {name="value",…}');
    // What comes behind a # is an exemplar: a single trace, and no measurement of its own.
    const [value = '', time, ...more] = row
      .slice(labels.end)
      .replace(/\s#\s.*$/, '')
      .trim()
      .split(/\s+/);
    if (!NUMBER.test(value)) return bad(value === '' ? 'no value' : `the value is no number, ${quoted(value)}`);
    if (0 < more.length || (time !== undefined && !NUMBER.test(time))) return bad('something behind the value');
    const family = this.#familyOf(name);
    return {
      name,
      labels: labels.text,
      value: toNumber(value),
      timeMs: time === undefined ? null : toMilliseconds(time),
      kind: family.kind,
      unit: this.#units.get(family.name) ?? null,
    };
  }

  #familyOf(name: string): { readonly name: string; readonly kind: SampleKind } {
    const own = this.#types.get(name);
    if (own !== undefined) return { name, kind: own === 'counter' ? 'counter' : 'gauge' };
    const [, base = name, suffix] = /^(.*)_(total|bucket|sum|count|created)$/.exec(name) ?? [];
    const type = this.#types.get(base);
    const parts = { counter: ['total'], histogram: ['bucket', 'sum', 'count'], summary: ['sum', 'count'] };
    const grows = type !== undefined && type in parts ? parts[type as keyof typeof parts] : [];
    if (grows.includes(suffix!)) return { name: base, kind: 'counter' };
    return { name: type === undefined ? name : base, kind: 'gauge' };
  }
}

/** The labels from `at` on, and where they end; null where they are not understood. */
function readLabels(row: string, at: number): { readonly text: string; readonly end: number } | null {
  const open = /\s*/y;
  open.lastIndex = at;
  const start = at + open.exec(row)![0].length;
  if (row[start] !== '{') return { text: '', end: at };
  const found: { readonly name: string; readonly text: string }[] = [];
  let next = start + 1;
  for (;;) {
    LABEL.lastIndex = next;
    const match = LABEL.exec(row);
    if (!match) break;
    found.push({ name: match[1]!, text: `${match[1]!}="${match[2]!}"` });
    next = LABEL.lastIndex;
  }
  const close = row.indexOf('}', next);
  if (close === -1 || row.slice(next, close).trim() !== '') return null;
  found.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { text: found.length === 0 ? '' : `{${found.map(({ text }) => text).join(',')}}`, end: close + 1 };
}

function toNumber(text: string): number {
  const word = text.toLowerCase().replace(/^[+-]/, '');
  if (word === 'nan') return NaN;
  if (word.startsWith('inf')) return text.startsWith('-') ? -Infinity : Infinity;
  return Number(text);
}

/** Prometheus writes whole milliseconds, OpenMetrics seconds: which it is shows in the size. */
function toMilliseconds(text: string): number | null {
  const value = toNumber(text);
  if (!Number.isFinite(value)) return null;
  const timeMs = Math.round(Math.abs(value) < 1e11 ? value * 1000 : value);
  return Math.abs(timeMs) <= 8.64e15 ? timeMs : null;
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}
