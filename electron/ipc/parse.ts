import path from 'node:path';
import { Fault, type Moments, type TapOrder } from '../../engine/index.ts';

/** Names of pipelines and recordings are file names, which no file system lets grow longer. */
const ID_LENGTH_MAX = 255;
/** Files that are dropped at once. */
const PATHS_MAX = 100;
/** Longer than anybody writes by hand. */
const TEXT_LENGTH_MAX = 10_000;

/** The id of a pipeline as the page sent it; whether there is such a pipeline is another question. */
export function parsePipelineId(value: unknown): string {
  return parseId(value, 'pipeline');
}

/** The id of a recording: one plain folder name, never a path. */
export function parseRecordingId(value: unknown): string {
  return parseId(value, 'recording');
}

/** The id of a node as documents may write it; whether there is such a node is another question. */
export function parseNodeId(value: unknown): string {
  if (typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,63}$/.test(value)) return value;
  throw new Fault('bad-request', `node id ${shown(value)}: it has to be a name of small letters, digits and hyphens`);
}

/** Which rows of a node are meant. */
export function parseOutput(value: unknown): TapOrder['output'] {
  if (value === 'main' || value === 'late' || value === 'late-right' || value === 'windows') return value;
  throw new Fault('bad-request', `output ${shown(value)}: it has to be main, late, late-right or windows`);
}

/** The number of a frame. */
export function parseSequence(value: unknown): number {
  return parseNumber(value, 'frame');
}

/** The number of a checkpoint; whether there is such a checkpoint is another question. */
export function parseCheckpoint(value: unknown): number {
  return parseNumber(value, 'checkpoint');
}

/** A moment in milliseconds, within what dates can say. */
export function parseMoment(value: unknown): number {
  if (typeof value === 'number' && Math.abs(value) <= 8.64e15) return value;
  throw new Fault('bad-request', `moment ${shown(value)}: it has to be a number of milliseconds`);
}

/** A span of time, of which the end is not before the beginning. */
export function parseSpan(value: unknown): Moments {
  const { from, to } = Object(value) as Partial<Record<keyof Moments, unknown>>;
  const span = { from: parseMoment(from), to: parseMoment(to) };
  if (span.from <= span.to) return span;
  throw new Fault('bad-request', 'the end of a span must not be before its beginning');
}

/** How many times as fast as it was recorded; null: as fast as possible. */
export function parseSpeed(value: unknown): number | null {
  if (value === null || (typeof value === 'number' && 0.01 <= value && value <= 1000)) return value;
  throw new Fault('bad-request', `speed ${shown(value)}: it has to be a factor from 0.01 to 1000, or nothing`);
}

/** What a person has written as a passphrase; null: nothing. */
export function parsePassphrase(value: unknown): string | null {
  if (value === null || (typeof value === 'string' && value.length <= TEXT_LENGTH_MAX)) return value;
  throw new Fault('bad-request', 'passphrase: it has to be a text');
}

/** Files that a person has dropped, as the preload script names them. */
export function parsePaths(value: unknown): readonly string[] {
  if (Array.isArray(value) && value.length <= PATHS_MAX && value.every((each) => isPath(each)))
    return value as string[];
  throw new Fault('bad-request', `files: up to ${PATHS_MAX}, each with its whole path`);
}

function isPath(value: unknown): boolean {
  return typeof value === 'string' && value.length <= TEXT_LENGTH_MAX && path.isAbsolute(value);
}

/** A condition over rows, as its text. */
export function parseCondition(value: unknown): string {
  if (typeof value === 'string' && value.length <= TEXT_LENGTH_MAX) return value;
  throw new Fault(
    'bad-request',
    `condition ${shown(value)}: it has to be a text of at most ${TEXT_LENGTH_MAX} letters`,
  );
}

function parseNumber(value: unknown, kind: string): number {
  if (Number.isSafeInteger(value) && 0 < (value as number)) return value as number;
  throw new Fault('bad-request', `${kind} number ${shown(value)}: it has to be a whole number from 1`);
}

function parseId(value: unknown, kind: string): string {
  if (typeof value !== 'string') throw new Fault('bad-request', `${kind} id ${shown(value)}: it has to be a text`);
  const isName = value !== '' && value.length <= ID_LENGTH_MAX && !value.startsWith('.') && !hasForbidden(value);
  if (!isName) throw new Fault('bad-request', `${kind} id ${shown(value)}: it has to be a plain name, not a path`);
  return value;
}

function hasForbidden(text: string): boolean {
  return /[/\\\p{Cc}]/u.test(text);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value === null ? 'null' : typeof value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
