import { parseTimestamp } from '../../data/timestamps.ts';
import { BIGINT_MAX } from '../../data/types.ts';
import { saysWhole } from '../../data/whole-number.ts';
import type { TextFunction } from '../text-results.ts';
import { Failure } from '../text-results.ts';

/** What a string is as another type: what JSON accepts, ISO 8601 for times, and blanks around it. */
export const readText = {
  double: readDouble,
  bigint: readBigint,
  boolean: readBoolean,
  timestamp: readTimestamp,
} satisfies Record<string, TextFunction>;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const TEXT_IN_MESSAGE = 60;

// The grammar knows no infinity, but 1e999 is beyond every double, and a result that is infinite is null.
function readDouble(text: string): number | null | Failure {
  const trimmed = text.trim();
  if (!NUMBER.test(trimmed)) return refuse(text, 'DOUBLE', 'it is no number');
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : null;
}

function readBigint(text: string): number | Failure {
  const trimmed = text.trim();
  if (!NUMBER.test(trimmed)) return refuse(text, 'BIGINT', 'it is no number');
  // Whether it is whole is asked of the digits: as a double, 9007199254740990.6 is whole.
  if (!saysWhole(trimmed)) return refuse(text, 'BIGINT', 'it is no whole number; cast it to DOUBLE first');
  const value = Number(trimmed);
  return Math.abs(value) <= BIGINT_MAX ? value + 0 : refuse(text, 'BIGINT', 'it is beyond ±(2^53 − 1)');
}

function readBoolean(text: string): boolean | Failure {
  const lower = text.trim().toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  return refuse(text, 'BOOLEAN', 'it is neither true nor false');
}

function readTimestamp(text: string): number | Failure {
  return parseTimestamp(text.trim()) ?? refuse(text, 'TIMESTAMP', 'it is no ISO 8601 time');
}

function refuse(text: string, type: string, why: string): Failure {
  const shown = text.length <= TEXT_IN_MESSAGE ? text : `${text.slice(0, TEXT_IN_MESSAGE)}…`;
  return new Failure(`cannot cast '${shown}' to ${type}: ${why}`);
}
