import { join } from 'node:path';
import type { DurableFiles } from '../../files/durable.ts';
import type { Part, UnfinishedPart } from '../../recordings/recording.ts';
import type { SinkState } from '../sink.ts';
import { finishedPart, finishPart, sizeOf } from './finish-part.ts';
import { finishPieces } from './finish-pieces.ts';
import type { PieceWork } from './finish-pieces.ts';
import { groupsOf } from './merges.ts';
import { inProgressName, isPiece, wholeName } from './part-name.ts';

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
  work: PieceWork,
  { names, shown }: { readonly names: readonly string[]; readonly shown: readonly Part[] },
  states: readonly PartsState[],
): Promise<RestoredParts> {
  const { files, folder } = work;
  const all = states.flatMap(({ unfinished }) => unfinished);
  const known = new Set(all.map(({ name }) => name));
  const parts: Part[] = [];
  // In their order: whoever looks meanwhile finds no hole.
  for (const group of groupsOf(all)) {
    const part = isPiece(group[0].name)
      ? ((await finishPieces(work, group, shown)) ?? gone(files, folder, group))
      : await restorePart(files, folder, group[0]);
    parts.push(part);
  }
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

function gone(files: DurableFiles, folder: string, [piece]: readonly UnfinishedPart[]): never {
  const { name } = piece!;
  throw files.fault(
    `${join(folder, inProgressName(name))} is not what the checkpoint says, and ${wholeName(name)} has not its rows; restore the files, or start without the checkpoint`,
  );
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
