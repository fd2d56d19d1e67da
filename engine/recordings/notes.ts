import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, systemReason } from '../fault.ts';
import { DurableFiles } from '../files/durable.ts';
import { isMissing } from '../files/file-system.ts';

/** The file beside the manifest with what people note about a recording. */
export const NOTES_NAME = 'notes.json';

/** What people note about a recording. It may change once the recording is complete, and is none of what the manifest's checksum covers. */
export interface RecordingNotes {
  readonly tags: readonly string[];
  /** In order of time. */
  readonly markers: readonly Marker[];
}

/** A moment of a recording that has a name. */
export interface Marker {
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly name: string;
}

const TAGS_MAX = 50;
const MARKERS_MAX = 1000;
const NAME_LENGTH_MAX = 200;

export const NO_NOTES: RecordingNotes = { tags: [], markers: [] };

/** The notes beside the recording in `folder`; none where nobody has noted anything. */
export async function readNotes(folder: string): Promise<RecordingNotes> {
  const path = join(folder, NOTES_NAME);
  try {
    return parseNotes(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (isMissing(error)) return NO_NOTES;
    throw new Fault('recording-failed', `${path} cannot be read (${systemReason(error)}); correct it, or remove it`);
  }
}

/** Keeps the notes beside the recording in `folder`; durable when it settles. Notes that cannot be read are not written over. */
export async function writeNotes(folder: string, notes: RecordingNotes): Promise<void> {
  await readNotes(folder);
  const files = new DurableFiles({ code: 'recording-failed', title: 'notes' });
  await files.replace(join(folder, NOTES_NAME), new TextEncoder().encode(notesText(notes)));
}

/** The text of the file. */
export function notesText({ tags, markers }: RecordingNotes): string {
  return `${JSON.stringify({ version: 1, tags, markers }, null, 2)}\n`;
}

/** Notes from outside: throws a Fault that says what is wrong with them. */
export function parseNotes(value: unknown): RecordingNotes {
  const { version = 1, tags, markers } = Object(value) as Readonly<Record<string, unknown>>;
  if (version !== 1) throw wrong(`version ${JSON.stringify(version)} is not known`);
  if (!Array.isArray(tags) || TAGS_MAX < tags.length || !tags.every(isName))
    throw wrong(`tags: up to ${TAGS_MAX} texts`);
  if (!Array.isArray(markers) || MARKERS_MAX < markers.length || !markers.every(isMarker))
    throw wrong(`markers: up to ${MARKERS_MAX}, each with "at" in milliseconds and a "name"`);
  const inOrder = markers.map(({ at, name }) => ({ at, name })).sort((left, right) => left.at - right.at);
  return { tags: [...new Set(tags)], markers: inOrder };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= NAME_LENGTH_MAX;
}

function isMarker(value: unknown): value is Marker {
  if (typeof value !== 'object' || value === null || !('at' in value) || !('name' in value)) return false;
  return typeof value.at === 'number' && Math.abs(value.at) <= 8.64e15 && isName(value.name);
}

function wrong(what: string): Fault {
  return new Fault('bad-request', `notes: ${what}`);
}
