import { join } from 'node:path';
import type { DurableFiles } from '../../files/durable.ts';
import type { Part, UnfinishedPart } from '../../recordings/recording.ts';
import type { SinkState } from '../sink.ts';
import { finishedPart, finishPart, sizeOf } from './finish-part.ts';
import { inProgressName } from './part-name.ts';

/** What a checkpoint keeps of the parts of one subtask. */
export interface PartsState extends SinkState {
  readonly subtask: number;
  /** The number of its next part. */
  readonly nextPart: number;
  /** The parts that were durable and not shown: closed ones, and what was written of the open one. */
  readonly unfinished: readonly UnfinishedPart[];
}

/** The parts in a folder once they are what they were at a checkpoint. */
export interface RestoredParts {
  /** Those that the checkpoint has brought with it, finished and shown. */
  readonly parts: readonly Part[];
  /** Names of parts that were shown after the checkpoint and are no more. */
  readonly takenBack: ReadonlySet<string>;
}

/**
 * Makes the parts in `folder`, where there are files with `names`, what they were at the checkpoint of `states`: those that were ready are
 * shown, the open one ends where it ended then, and what was written after is cut off. Parts that were shown after it come again
 * with their rows, so they are set aside under a hidden name. Can be done over again, wherever it was interrupted.
 */
export async function restoreParts(
  files: DurableFiles,
  { folder, names }: { readonly folder: string; readonly names: readonly string[] },
  states: readonly PartsState[],
): Promise<RestoredParts> {
  const known = new Map(states.flatMap(({ unfinished }) => unfinished.map((part) => [part.name, part] as const)));
  const parts: Part[] = [];
  for (const part of known.values()) parts.push(await restorePart(files, folder, part));
  const takenBack = new Set<string>();
  for (const name of names) {
    const part = /^(\.?)(part-(\d+)-(\d+)\..+?)(\.inprogress)?$/.exec(name);
    if (!part || known.has(part[2]!)) continue;
    const isHidden = part[1] === '.';
    if (isHidden && part[5] !== undefined) await files.removeLeftover(join(folder, name));
    else if (!isHidden && isAfter(states, Number(part[3]), Number(part[4]))) {
      await files.rename(join(folder, name), join(folder, `.${name}.after-checkpoint`));
      takenBack.add(name);
    }
  }
  await files.syncFolder(folder);
  return { parts, takenBack };
}

function isAfter(states: readonly PartsState[], subtask: number, number: number): boolean {
  return states.some((state) => state.subtask === subtask && state.nextPart <= number);
}

async function restorePart(files: DurableFiles, folder: string, part: UnfinishedPart): Promise<Part> {
  const path = join(folder, part.name);
  const hidden = join(folder, inProgressName(part.name));
  const shownBytes = await sizeOf(files, path);
  const found = shownBytes === null ? hidden : path;
  const bytes = shownBytes ?? (await sizeOf(files, hidden));
  if (bytes === null || bytes < part.written) {
    const what = bytes === null ? 'is gone' : `has ${bytes} bytes`;
    throw files.fault(
      `${found} is shorter than the checkpoint says: it ${what}, and had ${part.written}; restore the file, or start without the checkpoint`,
    );
  }
  if (bytes !== part.bytes || part.end !== '') await finishPart(files, found, part);
  if (shownBytes === null) await files.rename(hidden, path);
  return finishedPart(part);
}
