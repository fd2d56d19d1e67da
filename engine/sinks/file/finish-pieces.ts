import { join } from 'node:path';
import type { DurableFiles } from '../../files/durable.ts';
import type { Part, UnfinishedPart } from '../../recordings/recording.ts';
import { finishedPart, sizeOf } from './finish-part.ts';
import type { PartMerger } from './part-merger.ts';
import { inProgressName, wholeName } from './part-name.ts';

/** What is needed to finish pieces: where they are, what makes a part of them, and what the manifest said. */
export interface PieceWork {
  readonly files: DurableFiles;
  readonly folder: string;
  readonly merger: PartMerger;
}

/**
 * Makes a part of pieces that a writer which is gone left behind, and shows it: of their own files, or, where these went into a part
 * that was shown later, of its first rows. The pieces' files stay, for the manifest may name them still. Null where less is there than
 * was committed. Can be done over again, wherever it was interrupted.
 */
export async function finishPieces(
  { files, folder, merger }: PieceWork,
  pieces: readonly UnfinishedPart[],
  known: readonly Part[],
): Promise<Part | null> {
  const name = wholeName(pieces[0]!.name);
  const path = join(folder, name);
  const rows = pieces.reduce((sum, piece) => sum + piece.rows, 0);
  // The manifest may count on the part already: then it stays as it is.
  const made = known.find((each) => each.name === name && each.rows === rows);
  if (made && (await sizeOf(files, path)) === made.bytes) return finishedPart(made);
  if (made && (await sizeOf(files, join(folder, inProgressName(name)))) === made.bytes) return show(made);
  if (await areThere(files, folder, pieces)) return show(await merger.merge(pieces));
  if ((await sizeOf(files, path)) === null) return null;
  return show(await merger.firstRows({ ...pieces[0]!, name, rows }, pieces));

  async function show(part: Part): Promise<Part> {
    await files.rename(join(folder, inProgressName(name)), path);
    await files.syncFolder(folder);
    return finishedPart(part);
  }
}

async function areThere(files: DurableFiles, folder: string, pieces: readonly UnfinishedPart[]): Promise<boolean> {
  for (const piece of pieces) {
    const hidden = join(folder, inProgressName(piece.name));
    const bytes = await sizeOf(files, hidden);
    if (bytes === null || bytes < piece.written) return false;
  }
  return true;
}
