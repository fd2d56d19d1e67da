import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { formatTimestamp } from '../data/timestamps.ts';
import { Fault, systemReason } from '../fault.ts';
import { isMissing } from '../files/file-system.ts';
import { inProgressName } from '../sinks/file/part-name.ts';
import { findPart, sizeAt } from './find-part.ts';
import { readManifest } from './manifest.ts';
import { NO_NOTES, readNotes } from './notes.ts';
import type { Manifest, Part, RecordingState, RecordingSummary } from './recording.ts';
import { MANIFEST_NAME } from './recording.ts';
import { isAlive, isThisProcess } from './writer.ts';
import type { Clock } from '../time/clock.ts';
import { systemClock } from '../time/clock.ts';

export { createRecordingName } from './recording-name.ts';

/**
 * The recordings in the library's folder, newest first; those that cannot be read come last. `made` are the ids of those that
 * this process is making: one that its manifest says it makes, and that is not among them, was given up.
 */
export async function listRecordings(
  folder: string,
  clock: Clock = systemClock,
  made: ReadonlySet<string> | null = null,
): Promise<RecordingSummary[]> {
  const names = await foldersIn(folder);
  const isGivenUp = (id: string, { writer }: Manifest): boolean =>
    !isAlive(writer) || (made !== null && !made.has(id) && isThisProcess(writer));
  const found = await Promise.all(names.map((id) => summarize(folder, id, { clock, isGivenUp })));
  const recordings = found.filter((each): each is RecordingSummary => each !== null);
  return recordings.sort((a, b) => (b.startedAt ?? -Infinity) - (a.startedAt ?? -Infinity) || (a.id < b.id ? -1 : 1));
}

/**
 * The folder of recording `id`; throws a Fault where there is none. Ids come from the window: one that is not the name of
 * a real folder right inside of the library is refused.
 */
export async function recordingFolder(library: string, id: string): Promise<string> {
  const missing = new Fault('not-found', `no recording "${id.slice(0, 100)}" in the library; it may have been deleted`);
  if (!isFolderName(id)) throw missing;
  const path = join(library, id);
  try {
    // A link would lead out of the library, and deleting the recording would delete what it leads to.
    if (!(await lstat(path)).isDirectory()) throw missing;
    const [inside, real] = await Promise.all([realpath(library), realpath(path)]);
    if (real !== join(inside, id)) throw missing;
  } catch (error) {
    // Whatever the system says, for the window there is no such recording.
    throw error instanceof Fault ? error : new Fault(missing.code, missing.message, { cause: error });
  }
  return path;
}

function isFolderName(id: string): boolean {
  return id !== '' && id !== '.' && id !== '..' && !id.includes('/') && !id.includes(sep);
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
  } catch (error) {
    // Before the first recording there is no library.
    if (isMissing(error)) return [];
    throw new Fault('recording-failed', `cannot list the recordings in ${folder} (${systemReason(error)})`);
  }
}

/** Null for a folder that is no recording at all. */
async function summarize(
  library: string,
  id: string,
  { clock, isGivenUp }: { clock: Clock; isGivenUp: (id: string, manifest: Manifest) => boolean },
): Promise<RecordingSummary | null> {
  const folder = join(library, id);
  let manifest: Manifest;
  try {
    manifest = readManifest(await readFile(join(folder, MANIFEST_NAME), 'utf8'));
  } catch (error) {
    // One recording that cannot be read must not hide the others.
    if (isMissing(error) && !(await holdsParts(folder))) return null;
    return unreadable(id, error);
  }
  const isGone = manifest.state === 'recording' && isGivenUp(id, manifest);
  const damage = (await findDamage(folder, manifest)) ?? (isGone ? await findLoss(folder, manifest) : null);
  const startedAt = Date.parse(manifest.startedAt);
  const state = damage !== null ? 'damaged' : isGone ? 'recovered' : manifest.state;
  return {
    id,
    name: manifest.name,
    state,
    detail: damage ?? detailOf(manifest, state),
    startedAt,
    completeTo: completeTo(manifest),
    durationMs: Math.max(spanOf(manifest), (state === 'recording' ? clock.now() : endOf(manifest)) - startedAt),
    rows: manifest.rows + total(manifest.unfinished, 'rows'),
    bytes: manifest.bytes + total(manifest.unfinished, 'bytes'),
    format: manifest.encrypt === 'age' ? `${manifest.format}.age` : manifest.format,
    // What cannot be read is told where it is opened.
    tags: (await readNotes(folder).catch(() => NO_NOTES)).tags,
  };
}

async function holdsParts(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).some((name) => /^\.?part-\d/.test(name));
}

function unreadable(id: string, error: unknown): RecordingSummary {
  const detail = isMissing(error) ? `${MANIFEST_NAME} is missing` : systemReason(error);
  const nothing = { startedAt: null, completeTo: null, durationMs: 0, rows: 0, bytes: 0, format: '', tags: [] };
  return { id, name: id, state: 'damaged', detail, ...nothing };
}

/** Only what can be seen without reading the parts: which are missing, and which have another size. */
async function findDamage(folder: string, { parts }: Manifest): Promise<string | null> {
  for (const { name, bytes } of parts) {
    try {
      const { size } = await stat(join(folder, name));
      if (size !== bytes) return `${name} has ${size} bytes instead of ${bytes}`;
    } catch (error) {
      // Part of what is being found out, not a failure.
      return isMissing(error) ? `${name} is missing` : `${name}: ${systemReason(error)}`;
    }
  }
  return null;
}

/** The same for what a writer that is gone had committed of parts that it did not finish. */
async function findLoss(folder: string, { unfinished }: Manifest): Promise<string | null> {
  for (const part of unfinished) {
    if ((await findPart(folder, part)) !== null) continue;
    const left = (await sizeAt(join(folder, inProgressName(part.name)))) ?? (await sizeAt(join(folder, part.name)));
    return `${part.name} has ${left ?? 0} bytes instead of ${part.bytes}`;
  }
  return null;
}

function detailOf(manifest: Manifest, state: RecordingState): string | null {
  if (state === 'failed') return manifest.failure;
  if (state !== 'recovered') return null;
  const to = completeTo(manifest);
  return to === null ? 'recovered; what was committed is there' : `recovered, complete to ${formatTimestamp(to)}`;
}

/** From the first to the last event time of its rows: of rows that were not made as they happened, that is longer than their making. */
function spanOf(manifest: Manifest): number {
  const last = completeTo(manifest);
  if (last === null) return 0;
  const first = [...manifest.parts, ...manifest.unfinished].flatMap(({ firstTime }) => firstTime ?? []);
  return last - Math.min(...first.map((time) => Date.parse(time)));
}

/** The event time of the last row that was committed. */
function completeTo({ parts, unfinished }: Manifest): number | null {
  const times = [...parts, ...unfinished].flatMap(({ lastTime }) => (lastTime === null ? [] : [Date.parse(lastTime)]));
  return times.length === 0 ? null : Math.max(...times);
}

/** When the recording ended, as far as is known: of a recovered one, the last row that was committed. */
function endOf(manifest: Manifest): number {
  if (manifest.endedAt !== null) return Date.parse(manifest.endedAt);
  return completeTo(manifest) ?? Date.parse(manifest.startedAt);
}

function total(parts: readonly Part[], what: 'rows' | 'bytes'): number {
  return parts.reduce((sum, part) => sum + part[what], 0);
}
