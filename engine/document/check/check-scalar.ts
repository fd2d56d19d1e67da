import { parseInstant } from '../instant.ts';
import type { ChoiceKind, Kind, TextKind, WordKind } from '../keys/kind.ts';
import type { WrittenScalar, WrittenText } from '../text/written.ts';
import { plainText } from '../text/written.ts';
import { checkDuration, checkSize } from './check-measure.ts';
import { checkNumber, numberOf } from './check-number.ts';
import type { ScalarResult } from './describe.ts';
import { describeKind, describeScalar, wrong } from './describe.ts';
import { didYouMean } from './likely.ts';
import { alternatives, quote, shorten } from './quote.ts';

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
      return checkBoolean(written);
    default:
      return checkRarer(kind, written);
  }
}

function checkRarer(kind: Kind, written: WrittenScalar): ScalarResult {
  switch (kind.kind) {
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
    case 'template':
    case 'url':
    case 'secret':
      return checkWord(kind, written);
    default:
      return wrong(kind, written);
  }
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

function checkChoice(kind: ChoiceKind, written: WrittenScalar): ScalarResult {
  if (written.kind !== 'text') return wrong(kind, written);
  if (kind.of.includes(written.text)) return { value: written.text };
  const shown = quote(written.shown);
  const meant = didYouMean(written.shown, kind.of);
  return {
    message: meant ? `unknown value ${shown}${meant}` : `unknown value ${shown}, write ${alternatives(kind.of)}`,
  };
}

function checkBoolean(written: WrittenScalar): ScalarResult {
  const filled = written.kind === 'text' && 0 < written.filled.length ? written.text : null;
  if (written.kind !== 'boolean' && filled !== 'true' && filled !== 'false') {
    const meant =
      written.kind === 'text' ? { yes: 'true', on: 'true', no: 'false', off: 'false' }[written.shown] : null;
    const hint = meant ? `, did you mean ${meant}?` : '';
    return { message: `expects true or false, but finds ${describeScalar(written)}${hint}` };
  }
  const value = written.kind === 'boolean' ? written.value : filled === 'true';
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
  return { value: { value, number: numberOf(written), offset: written.offset } };
}

function checkWord({ kind }: WordKind, written: WrittenScalar): ScalarResult {
  if (written.kind === 'text') {
    return written.text.trim() === '' ? { message: `is empty, write ${describeKind({ kind })}` } : { value: written };
  }
  // 1, true and null are expressions as they stand, and names of columns and files.
  const isWord = kind !== 'input' && written.shown !== '' && !(written.kind === 'null' && kind !== 'expression');
  return isWord ? { value: plainText(written.shown, written.offset) satisfies WrittenText } : wrong({ kind }, written);
}
