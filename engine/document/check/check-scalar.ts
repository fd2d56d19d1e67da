import { formatDuration, likelyDuration, parseDuration } from '../duration.ts';
import { parseInstant } from '../instant.ts';
import type { ChoiceKind, DurationKind, Kind, NumberKind, SizeKind, TextKind, WordKind } from '../keys/kind.ts';
import { formatSize, likelySize, parseSize } from '../size.ts';
import type { WrittenScalar, WrittenText } from '../text/written.ts';
import { plainText } from '../text/written.ts';
import { didYouMean } from './likely.ts';
import { alternatives, quote, shorten } from './quote.ts';

/** A value as it is meant, or why it is none. */
export type ScalarResult = { readonly value: unknown } | { readonly message: string };

const LATER = 'part of the contract but cannot be run by this version yet';

/** What `written` means where `kind` is expected; the message about a wrong value says what to write instead. */
export function checkScalar(kind: Kind, written: WrittenScalar): ScalarResult {
  switch (kind.kind) {
    case 'text':
      return checkText(kind, written);
    case 'whole':
    case 'number':
      return checkNumber(kind, written);
    case 'duration':
      return checkDuration(kind, written);
    case 'size':
      return checkSize(kind, written);
    case 'choice':
      return checkChoice(kind, written);
    case 'boolean':
      return checkBoolean(written, kind.isTrueLater === true);
    case 'constant':
      return checkConstant(kind.value, written);
    case 'instant':
      return checkInstant(written);
    case 'scalar':
      return checkAny(written);
    case 'expression':
    case 'path':
    case 'input':
    case 'column':
      return checkWord(kind, written);
    default:
      return wrong(kind, written);
  }
}

/** What a value of `kind` is, with an example where that says more: `a duration such as 10s`. */
export function describeKind(kind: Kind): string {
  if (kind.kind === 'choice') return kind.of.length === 1 ? kind.of[0]! : `one of ${alternatives(kind.of)}`;
  if (kind.kind === 'constant') return String(kind.value);
  if (kind.kind === 'either') return `${describeKind(kind.short)}, or ${describeKind(kind.long)}`;
  return KIND_NAMES[kind.kind];
}

const KIND_NAMES: Readonly<Record<Exclude<Kind['kind'], 'choice' | 'constant' | 'either'>, string>> = {
  text: 'a text',
  number: 'a number',
  whole: 'a whole number',
  duration: 'a duration such as 10s',
  size: 'a size such as 10MiB',
  boolean: 'true or false',
  instant: 'a time such as 2026-01-31T12:00:00Z, or a number of milliseconds since 1970',
  scalar: 'a text, a number, true or false',
  expression: 'an expression',
  path: 'a path',
  input: 'the id of a source or operator',
  column: 'the name of a column',
  list: 'a list such as [a, b]',
  map: 'names with a value each, such as name: value',
  object: 'keys with a value each, such as { key: value }',
  variants: 'keys with a value each, such as { type: … }',
};

/** A written value for messages: `"10sec"`, `10`, `nothing`. */
export function describeScalar(written: WrittenScalar): string {
  if (written.kind === 'text') return quote(written.shown);
  return written.kind === 'null' && written.shown === '' ? 'nothing' : shorten(written.shown);
}

function wrong(kind: Kind, written: WrittenScalar): ScalarResult {
  return { message: `expects ${describeKind(kind)}, but finds ${describeScalar(written)}` };
}

function checkText(kind: TextKind, written: WrittenScalar): ScalarResult {
  if (written.kind !== 'text') {
    const hint = written.kind === 'null' ? '' : `, write "${shorten(written.shown)}" in quotes`;
    return { message: `expects a text, but finds ${describeScalar(written)}${hint}` };
  }
  const { min = 0, max = Infinity, isOneLine = false } = kind;
  const length = [...written.text].length;
  if (length < min) return { message: 'is empty, write at least one character' };
  if (max < length) return { message: `has ${length} characters, at most ${max} are allowed` };
  if (isOneLine && /[\n\r\u2028\u2029]/.test(written.text)) return { message: 'has to be on one line' };
  return { value: written.text };
}

/** A number, also one that was filled in from the environment, where everything is text. */
function numberOf(written: WrittenScalar): number | null {
  if (written.kind === 'number') return written.value;
  const isFilled = written.kind === 'text' && 0 < written.filled.length;
  return isFilled && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(written.text) ? Number(written.text) : null;
}

function checkNumber(kind: NumberKind, written: WrittenScalar): ScalarResult {
  const value = numberOf(written);
  const { kind: name, min = -Infinity, max = Infinity, above = -Infinity, runsUpTo = Infinity } = kind;
  if (value === null || !Number.isFinite(value)) return wrong(kind, written);
  const shown = describeScalar(written);
  if (name === 'whole' && !Number.isSafeInteger(value)) {
    return { message: `expects a whole number between −(2^53 − 1) and 2^53 − 1, but finds ${shown}` };
  }
  if (value < min || max < value || value <= above)
    return { message: `${shown} is out of bounds, write ${bounds(kind)}` };
  if (runsUpTo < value) return { message: `${shown} is ${LATER}, write ${runsUpTo} or leave it out` };
  return { value };
}

function bounds({ min, max, above }: NumberKind): string {
  if (above !== undefined) return `a number above ${above}${max === undefined ? '' : ` up to ${max}`}`;
  if (min !== undefined && max !== undefined) return `a number from ${min} to ${max}`;
  return min === undefined ? `at most ${String(max)}` : `at least ${min}`;
}

function checkDuration(kind: DurationKind, written: WrittenScalar): ScalarResult {
  const shown = describeScalar(written);
  if (written.kind === 'number')
    return { message: `a bare number is an error, write ${shown}s, ${shown}ms or ${shown}m` };
  const value = written.kind === 'text' ? parseDuration(written.text) : null;
  if (written.kind !== 'text' || value === null) {
    const meant = written.kind === 'text' ? likelyDuration(written.shown) : null;
    const hint =
      meant === null ? 'write a number and ms, s, m, h or d, such as 250ms or 10s' : `did you mean ${meant}?`;
    return { message: `${shown} is no duration, ${hint}` };
  }
  if (kind.minMs <= value && value <= kind.maxMs) return { value };
  if (value < 0 && kind.minMs === 0) return { message: `${shown} is negative, write 0s or more` };
  const bound = value < kind.minMs ? `at least ${formatDuration(kind.minMs)}` : `at most ${formatDuration(kind.maxMs)}`;
  return { message: `${shown} is out of bounds, write ${bound}` };
}

function checkSize(kind: SizeKind, written: WrittenScalar): ScalarResult {
  const shown = describeScalar(written);
  if (written.kind === 'number')
    return { message: `a bare number is an error, write ${shown}MiB, ${shown}KiB or ${shown}B` };
  const value = written.kind === 'text' ? parseSize(written.text) : null;
  if (written.kind !== 'text' || value === null) {
    const meant = written.kind === 'text' ? likelySize(written.shown) : null;
    const hint =
      meant === null ? 'write a number and B, kB, MB, GB, KiB, MiB or GiB, such as 10MiB' : `did you mean ${meant}?`;
    return { message: `${shown} is no size, ${hint}` };
  }
  if (kind.minBytes <= value && value <= kind.maxBytes) return { value };
  const bound =
    value < kind.minBytes ? `at least ${formatSize(kind.minBytes)}` : `at most ${formatSize(kind.maxBytes)}`;
  return { message: `${shown} is out of bounds, write ${bound}` };
}

function checkChoice(kind: ChoiceKind, written: WrittenScalar): ScalarResult {
  if (written.kind !== 'text') return wrong(kind, written);
  if (kind.of.includes(written.text)) return { value: written.text };
  const later = kind.later ?? [];
  const shown = quote(written.shown);
  if (later.includes(written.text)) return { message: `${shown} is ${LATER}, write ${alternatives(kind.of)}` };
  const meant = didYouMean(written.shown, [...kind.of, ...later]);
  return {
    message: meant ? `unknown value ${shown}${meant}` : `unknown value ${shown}, write ${alternatives(kind.of)}`,
  };
}

function checkBoolean(written: WrittenScalar, isTrueLater: boolean): ScalarResult {
  const filled = written.kind === 'text' && 0 < written.filled.length ? written.text : null;
  if (written.kind !== 'boolean' && filled !== 'true' && filled !== 'false') {
    const meant =
      written.kind === 'text' ? { yes: 'true', on: 'true', no: 'false', off: 'false' }[written.shown] : null;
    const hint = meant ? `, did you mean ${meant}?` : '';
    return { message: `expects true or false, but finds ${describeScalar(written)}${hint}` };
  }
  const value = written.kind === 'boolean' ? written.value : filled === 'true';
  if (value && isTrueLater) return { message: `"true" is ${LATER}, write false or leave it out` };
  return { value };
}

function checkConstant(expected: number, written: WrittenScalar): ScalarResult {
  if (numberOf(written) === expected) return { value: expected };
  return { message: `expects ${expected}, but finds ${describeScalar(written)}; this program reads ${expected} only` };
}

function checkInstant(written: WrittenScalar): ScalarResult {
  const value = written.kind === 'text' ? parseInstant(written.text) : numberOf(written);
  // The range of a Date, which is that of Flink's timestamps in milliseconds that anything else can show.
  const isTime = value !== null && Number.isSafeInteger(value) && Math.abs(value) <= 8.64e15;
  return isTime ? { value } : wrong({ kind: 'instant' }, written);
}

function checkAny(written: WrittenScalar): ScalarResult {
  if (written.kind === 'null') return wrong({ kind: 'scalar' }, written);
  const value = written.kind === 'text' ? written.text : written.value;
  if (typeof value === 'number' && !Number.isFinite(value)) return wrong({ kind: 'scalar' }, written);
  return { value: { value, offset: written.offset } };
}

function checkWord({ kind }: WordKind, written: WrittenScalar): ScalarResult {
  if (written.kind === 'text') {
    return written.text.trim() === '' ? { message: `is empty, write ${KIND_NAMES[kind]}` } : { value: written };
  }
  // 1, true and null are expressions as they stand, and names of columns and files.
  const isWord = kind !== 'input' && written.shown !== '' && !(written.kind === 'null' && kind !== 'expression');
  return isWord ? { value: plainText(written.shown, written.offset) satisfies WrittenText } : wrong({ kind }, written);
}
