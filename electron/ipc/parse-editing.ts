import { Fault, type DocumentEdit, type Json } from '../../engine/index.ts';

/** More than a document may have: what is too much of it is told with its other problems. */
const TEXT_LENGTH_MAX = 2 * 1024 * 1024;
const EDITS_MAX = 1000;

/** The text of a document as the page sent it; whether it is right is another question. */
export function parseText(value: unknown): string {
  if (typeof value === 'string' && value.length <= TEXT_LENGTH_MAX) return value;
  throw new Fault('bad-request', `document: it has to be a text of at most ${TEXT_LENGTH_MAX} characters`);
}

/** What a pipeline is to be called: what a document may say. */
export function parseName(value: unknown): string {
  if (typeof value === 'string' && /^\P{Cc}{1,100}$/u.test(value) && value.trim() !== '') return value;
  throw new Fault('bad-request', 'name of a pipeline: it has to be a text of 1 to 100 characters on one line');
}

/** Changes of a document; whether there are such places in it is another question. */
export function parseEdits(value: unknown): readonly DocumentEdit[] {
  if (!Array.isArray(value) || EDITS_MAX < value.length) throw refused('it has to be a list');
  return (value as readonly unknown[]).map(parseEdit);
}

function parseEdit(value: unknown): DocumentEdit {
  if (value === null || typeof value !== 'object') throw refused('each has to be an object');
  const { kind, path, value: put, name } = value as Readonly<Record<string, unknown>>;
  const keys = parsePath(path);
  if (kind === 'remove') return { kind, path: keys };
  if (kind === 'rename' && typeof name === 'string') return { kind, path: keys, name };
  if (kind === 'set' && isJson(put)) return { kind, path: keys, value: put };
  throw refused('each has to set a value, to remove or to rename something');
}

function parsePath(value: unknown): readonly (string | number)[] {
  const isPath =
    Array.isArray(value) && value.every((key) => typeof key === 'string' || (Number.isSafeInteger(key) && 0 <= key));
  if (isPath) return value as readonly (string | number)[];
  throw refused('a path has to be a list of keys');
}

function isJson(value: unknown, depth = 0): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || 50 < depth) return false;
  return Object.values(value).every((each) => isJson(each, depth + 1));
}

function refused(reason: string): Fault {
  return new Fault('bad-request', `changes of a document: ${reason}`);
}
