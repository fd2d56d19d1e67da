import { join } from 'node:path';
import type { DurableFiles } from '../../files/durable.ts';
import type { Part, UnfinishedPart } from '../../recordings/recording.ts';
import type { SinkState } from '../sink.ts';
import { finishPart, sizeOf } from './finish-part.ts';
import { joinPieces } from './finish-pieces.ts';
import type { MadePart, PieceWork } from './finish-pieces.ts';
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

/** What a checkpoint makes of the parts in a folder. */
export interface RestoredParts {
  /** Those that it has brought with it, in the order in which they are shown. */
  readonly parts: readonly UnfinishedPart[];
  /** Names of parts that were shown after the checkpoint and are no more. */
  readonly takenBack: ReadonlySet<string>;
}

/**
 * Makes the parts in `folder`, where there are files with `names`, what they were at the checkpoint of `states`: those that were ready are
 * shown, the open one ends where it ended then, and what was written after is cut off. Parts that were shown after it come again
 * with their rows, so they are set aside under a hidden name. Before anything that is shown is changed, `announce` has to write down what it
 * will be, so that wherever this is interrupted it is known what counts. Can be done over again.
 */
export async function restoreParts(
  work: PieceWork,
  { names, shown }: { readonly names: readonly string[]; readonly shown: readonly Part[] },
  {
    states,
    announce,
  }: { readonly states: readonly PartsState[]; readonly announce: (what: RestoredParts) => Promise<void> },
): Promise<RestoredParts> {
  const { files, folder } = work;
  const all = states.flatMap(({ unfinished }) => unfinished);
  const made: MadePart[] = [];
  for (const group of groupsOf(all)) {
    if (isPiece(group[0].name)) made.push((await joinPieces(work, group, shown)) ?? gone(files, folder, group));
    else made.push(await cutBackLater(files, folder, group[0]));
  }
  const { takenBack, leftovers } = notAtCheckpoint(names, states);
  const restored = { parts: made.map(({ part }) => part), takenBack };
  await announce(restored);
  // In their order: whoever looks meanwhile finds no hole.
  for (const part of made) await part.show();
  for (const name of leftovers) await files.removeLeftover(join(folder, name));
  for (const name of takenBack) await files.rename(join(folder, name), join(folder, `.${name}.after-checkpoint`));
  await files.syncFolder(folder);
  return restored;
}

/** The files among `names` that a checkpoint knows nothing of: parts that were shown after it, and such as were left open. */
function notAtCheckpoint(
  names: readonly string[],
  states: readonly PartsState[],
): { readonly takenBack: ReadonlySet<string>; readonly leftovers: readonly string[] } {
  const known = new Set(states.flatMap(({ unfinished }) => unfinished.map(({ name }) => name)));
  const takenBack = new Set<string>();
  const leftovers: string[] = [];
  for (const name of names) {
    const part = /^(\.?)(part-(\d+)-(\d+)\..+?)(\.inprogress)?$/.exec(name);
    if (!part || known.has(part[2]!)) continue;
    const isHidden = part[1] === '.';
    if (isHidden && part[5] !== undefined) leftovers.push(name);
    else if (!isHidden && isAfter(states, Number(part[3]), Number(part[4]))) takenBack.add(name);
  }
  return { takenBack, leftovers };
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

async function cutBackLater(files: DurableFiles, folder: string, part: UnfinishedPart): Promise<MadePart> {
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
  const show = async (): Promise<void> => {
    if (bytes !== part.bytes || part.end !== '') await finishPart(files, found, part);
    if (shownBytes === null) await files.rename(hidden, path);
  };
  return { part, show };
}
