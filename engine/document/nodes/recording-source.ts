import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describeFault } from '../../fault.ts';
import { systemReason } from '../../fault.ts';
import { appLibrary } from '../../recordings/app-library.ts';
import { readManifest } from '../../recordings/manifest.ts';
import { passphraseAdvice, passphrasesFor } from '../../recordings/passphrases.ts';
import type { Manifest } from '../../recordings/recording.ts';
import { MANIFEST_NAME } from '../../recordings/recording.ts';
import { pathTo } from '../check/path.ts';
import type { SourceValue } from '../graph/draft.ts';
import type { EventTime, RecordingSourceOptions } from '../plan.ts';
import { readPath } from './paths.ts';
import type { Built, NodeContext } from './stream.ts';

type RecordingValue = Extract<SourceValue, { type: 'recording' }>;

/** The rows of a recording as a source: its columns and its event time are those that its manifest tells. */
export function buildRecordingSource(value: RecordingValue, context: NodeContext): Built<RecordingSourceOptions> {
  const path = readFolder(value, context);
  const speed = readSpeed(value, context);
  const manifest = path === null ? null : openManifest(path, value, context);
  if (!manifest) return { schema: null, hasEventTime: null, options: null };
  const eventTime = eventTimeOf(manifest);
  const stream = { schema: manifest.schema, hasEventTime: eventTime !== null };
  const passphrases = manifest.encrypt === 'none' ? {} : readPassphrases(manifest, value, context);
  if (path === null || speed === undefined || passphrases === null) return { ...stream, options: null };
  return { ...stream, options: { type: 'recording', path, speed, eventTime, ...passphrases } };
}

function readFolder(value: RecordingValue, context: NodeContext): string | null {
  const { path, name, $ } = value;
  if ((path === null) === (name === null)) {
    context.problems.add($.offset(), $.path, 'a recording is named by "path" or by "name", write one of them');
    return null;
  }
  if (path) return readPath(path, pathTo($.path, 'path'), context);
  if (!name) return null;
  // The library of a document's own folder, as the app has it, and else that of the app.
  const near = join(context.baseFolder, 'recordings', name);
  return isFolder(near) ? near : join(appLibrary(process.env), name);
}

/** A factor, or null for as fast as possible; undefined where it is wrong, which is reported. */
function readSpeed({ speed, $ }: RecordingValue, { problems }: NodeContext): number | null | undefined {
  if (!speed) return undefined;
  if (speed.value === 'max') return null;
  if (speed.number !== null && 0 < speed.number && Number.isFinite(speed.number)) return speed.number;
  problems.add(speed.offset, pathTo($.path, 'speed'), 'the speed is max, or a factor above 0 such as 1 or 10');
  return undefined;
}

function openManifest(path: string, { $ }: RecordingValue, { problems }: NodeContext): Manifest | null {
  try {
    return readManifest(readFileSync(join(path, MANIFEST_NAME), 'utf8'));
  } catch (error) {
    // What the file system says belongs to the document: it names a recording that cannot be read.
    const key = $.offset('path') === $.offset() ? 'name' : 'path';
    const reason = error instanceof Error && 'code' in error ? systemReason(error) : describeFault(error).message;
    problems.add($.offset(key), pathTo($.path, key), `there is no recording to read in ${path} (${reason})`);
    return null;
  }
}

/** The passphrases that there are for an encrypted recording; null where there is none, which is reported. */
function readPassphrases(
  manifest: Manifest,
  { $ }: RecordingValue,
  { environment, problems }: NodeContext,
): Pick<RecordingSourceOptions, 'passphrases'> | null {
  const passphrases = passphrasesFor(manifest, environment);
  if (0 < passphrases.length) return { passphrases };
  problems.add($.offset(), $.path, `the recording cannot be read, ${passphraseAdvice(manifest)}`);
  return null;
}

/** The times that the rows had, and the watermarks that their source gave. Nobody waits for a replay: it is never idle. */
function eventTimeOf({ eventTime }: Manifest): EventTime | null {
  if (eventTime?.column === null || eventTime === null) return null;
  const { column, offsetMs, outOfOrdernessMs, watermark, moves } = eventTime;
  return {
    column,
    outOfOrdernessMs,
    idleTimeoutMs: null,
    offsetMs,
    watermark: watermark === null ? null : Date.parse(watermark),
    ...(moves && { moves }),
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
