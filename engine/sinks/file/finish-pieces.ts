import { join } from 'node:path';
import type { DurableFiles } from '../../files/durable.ts';
import type { Part, UnfinishedPart } from '../../recordings/recording.ts';
import { checkBytes } from '../../recordings/verify.ts';
import { finishedPart, sizeOf } from './finish-part.ts';
import type { PartMerger } from './part-merger.ts';
import { inProgressName, wholeName } from './part-name.ts';

/** What is needed to finish pieces: where they are, what makes a part of them, and what the manifest said. */
export interface PieceWork {
  readonly files: DurableFiles;
  readonly folder: string;
  readonly merger: PartMerger;
}

/** A part that is durable, and how it is shown: its old files last until then. */
export interface MadePart {
  readonly part: UnfinishedPart;
  show(): Promise<void>;
}

/**
 * Makes a part of pieces that a writer which is gone left behind: of their own files, or, where these went into a part
 * that was shown later, of its first rows. The pieces' files stay, for the manifest may name them still. Null where less is there than
 * was committed. Can be done over again, wherever it was interrupted.
 */
export async function joinPieces(
  { files, folder, merger }: PieceWork,
  pieces: readonly UnfinishedPart[],
  known: readonly Part[],
): Promise<MadePart | null> {
  const name = wholeName(pieces[0]!.name);
  const path = join(folder, name);
  const hidden = join(folder, inProgressName(name));
  const rows = pieces.reduce((sum, piece) => sum + piece.rows, 0);
  // The manifest may count on the part already: then it stays as it is.
  const made = known.find((each) => each.name === name && each.rows === rows);
  if (made && (await sizeOf(files, path)) === made.bytes) return { part: whole(made), show: () => Promise.resolve() };
  if (made && (await sizeOf(files, hidden)) === made.bytes) return { part: whole(made), show };
  if (await areThere(files, folder, pieces)) return { part: await merger.merge(pieces), show };
  const bytes = await sizeOf(files, path);
  const shown = known.find((each) => each.name === name && each.bytes === bytes);
  return shown ? { part: await merger.firstRows(shown, pieces), show } : null;

  async function show(): Promise<void> {
    await files.rename(hidden, path);
    await files.syncFolder(folder);
  }
}

/** The same, and shows the part. */
export async function finishPieces(
  work: PieceWork,
  pieces: readonly UnfinishedPart[],
  known: readonly Part[],
): Promise<Part | null> {
  const made = await joinPieces(work, pieces, known);
  await made?.show();
  return made && finishedPart(made.part);
}

function whole(part: Part): UnfinishedPart {
  return { ...finishedPart(part), written: part.bytes, end: '' };
}

async function areThere(files: DurableFiles, folder: string, pieces: readonly UnfinishedPart[]): Promise<boolean> {
  for (const piece of pieces) {
    if ((await sizeOf(files, join(folder, inProgressName(piece.name)))) === null) return false;
    if (0 < (await checkBytes(folder, piece)).findings.length) return false;
  }
  return true;
}
