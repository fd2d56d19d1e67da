import { readFile, stat } from 'node:fs/promises';
import { LinesCache } from '../data/lines-cache.ts';
import { Thinning } from '../data/thinning.ts';
import type { Buckets, LinePoints } from '../data/thinning.ts';
import { Extremes } from './extremes.ts';
import { decodeBlocks } from './history-block.ts';

/** Of a file that was read, the lowest and highest point of each such piece of time are held. */
export const PIECE_MS = 10_000;

/** Whether buckets are made of whole pieces: then what is held of a file says as much about them as the file. */
function areOfPieces({ from, to, count }: Buckets): boolean {
  return from % PIECE_MS === 0 && to % PIECE_MS === 0 && ((to - from) / count) % PIECE_MS === 0;
}

/** Reads the files of the charts' history, and holds what long spans need of them: a day is read once. */
export class HistoryReader {
  readonly #held = new LinesCache<HeldFile>();

  /** The points of `files` and the `unwritten` ones in a span, thinned out to at most two for each bucket and series. */
  async read(
    files: readonly string[],
    unwritten: readonly LinePoints[],
    buckets: Buckets,
  ): Promise<readonly LinePoints[]> {
    const thinning = new Thinning(buckets);
    for (const file of files) {
      if (areOfPieces(buckets)) for (const points of await this.#pieces(file)) thinning.take(points);
      else decodeBlocks(await bytesOf(file), (points) => thinning.take(points));
    }
    for (const points of unwritten) thinning.take(points);
    return thinning.points();
  }

  async #pieces(file: string): Promise<readonly LinePoints[]> {
    // One that has gone meanwhile has no points.
    const bytes = await stat(file).then(
      ({ size }) => size,
      () => 0,
    );
    const held = this.#held.get(file);
    if (held?.bytes === bytes) return held.lines;
    const extremes = new Extremes(PIECE_MS);
    decodeBlocks(await bytesOf(file), (points) => extremes.take(points));
    const lines = extremes.points();
    this.#held.put(file, { lines, bytes });
    return lines;
  }
}

interface HeldFile {
  readonly lines: readonly LinePoints[];
  /** How long the file was. */
  readonly bytes: number;
}

function bytesOf(file: string): Promise<Buffer> {
  return readFile(file).catch(() => Buffer.alloc(0));
}
