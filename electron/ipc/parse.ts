import { Fault } from '../../engine/index.ts';

/** Names of pipelines and recordings are file names, which no file system lets grow longer. */
const ID_LENGTH_MAX = 255;

/** The id of a pipeline as the page sent it; whether there is such a pipeline is another question. */
export function parsePipelineId(value: unknown): string {
  return parseId(value, 'pipeline');
}

/** The id of a recording: one plain folder name, never a path. */
export function parseRecordingId(value: unknown): string {
  return parseId(value, 'recording');
}

/** The number of a frame. */
export function parseSequence(value: unknown): number {
  if (Number.isSafeInteger(value) && 0 < (value as number)) return value as number;
  throw new Fault('bad-request', `frame number ${shown(value)}: it has to be a whole number from 1`);
}

function parseId(value: unknown, kind: string): string {
  if (typeof value !== 'string') throw new Fault('bad-request', `${kind} id ${shown(value)}: it has to be a text`);
  const isName = value !== '' && value.length <= ID_LENGTH_MAX && !value.startsWith('.') && !hasForbidden(value);
  if (!isName) throw new Fault('bad-request', `${kind} id ${shown(value)}: it has to be a plain name, not a path`);
  return value;
}

function hasForbidden(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return /[/\\\u0000-\u001f\u007f]/.test(text);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value === null ? 'null' : typeof value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
