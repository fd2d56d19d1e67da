import { stat } from 'node:fs/promises';
import { isMissing } from '../../files/file-system.ts';
import type { RowPlace } from '../../files/row-framer.ts';
import type { SourceContext, SourcePosition } from '../source.ts';
import { GrowingFile } from './growing-file.ts';
import { currentFiles } from './matching-files.ts';

/** A file whose rows are read as they are appended. */
export interface FollowedFile {
  /** Device and number: what stays when a file is renamed. */
  readonly id: string;
  path: string;
  place: RowPlace;
  /** Null for compressed files, which do not grow. */
  reader: GrowingFile | null;
  /** How long it was when it was last looked at, and when it was last read. */
  size: number;
  readSize: number;
  /** How many looks in a row found it nowhere and no longer. */
  goneLooks: number;
  /** Whether nothing is appended any more. */
  isLast: boolean;
  isFinished: boolean;
}

/** Looks in which a renamed file may still get rows from a program that has it open: five seconds of them. */
const GONE_LOOKS = 20;
/** How long a compressed file has not been written to when it is taken for whole. */
const WHOLE_MS = 2000;

type FollowedContext = Pick<SourceContext, 'warn' | 'clock'>;

/** Which files a glob means by now, and which of them have something new. */
export class FollowedFiles {
  readonly #path: string;
  readonly #context: FollowedContext;
  readonly #files = new Map<string, FollowedFile>();
  /** What a position says of files that have not been found again. */
  readonly #known: Map<string, RowPlace>;

  constructor(path: string, context: FollowedContext, from: SourcePosition | null) {
    this.#path = path;
    this.#context = context;
    this.#known = new Map(Object.entries(from ?? {}).map(([id, place]) => [id, parsePlace(String(place))]));
  }

  get isEmpty(): boolean {
    return this.#files.size === 0;
  }

  /** Takes in new files, new names and new lengths. */
  async look(): Promise<void> {
    const found = new Set<string>();
    for (const path of await currentFiles(this.#path)) {
      const file = await this.#take(path);
      if (file) found.add(file.id);
    }
    for (const file of this.#files.values()) if (!found.has(file.id)) await this.#lookAtGone(file);
  }

  /** A file with something to read; null where there is none. */
  next(): FollowedFile | null {
    for (const file of this.#files.values()) {
      const isDue = file.readSize < file.size || file.isLast;
      if (file.isFinished || !isDue) continue;
      file.readSize = file.size;
      return file;
    }
    return null;
  }

  /** A file is read to its end. It is remembered for as long as it is there. */
  async finish(file: FollowedFile): Promise<void> {
    file.isFinished = true;
    await file.reader?.close();
    if (file.reader) this.#files.delete(file.id);
  }

  /** The place in each file. */
  position(): SourcePosition {
    const places = [...this.#files.values()].map(
      ({ id, place, isFinished }) => [id, { ...place, isFinished }] as const,
    );
    return Object.fromEntries(
      places.map(([id, { offset, line, isFinished }]) => [id, `${isFinished ? Infinity : offset} ${line}`]),
    );
  }

  async close(): Promise<void> {
    for (const { reader, isFinished } of this.#files.values()) if (!isFinished) await reader?.close();
    this.#files.clear();
  }

  async #take(path: string): Promise<FollowedFile | null> {
    const status = await statusOf(path);
    if (status === null) return null;
    const file = this.#files.get(status.id) ?? (await this.#add(status.id, path));
    if (file === null) return null;
    const isCompressed = path.endsWith('.gz');
    file.isLast = isCompressed && status.changedAt + WHOLE_MS <= this.#context.clock.now();
    file.path = path;
    file.goneLooks = 0;
    this.#resize(file, status.size);
    if (isCompressed) file.readSize = file.size;
    return file;
  }

  async #add(id: string, path: string): Promise<FollowedFile | null> {
    const isCompressed = path.endsWith('.gz');
    const reader = isCompressed ? null : await GrowingFile.open(path);
    // Between two looks the name may have gone to another file, which the next look takes in.
    if (reader && reader.id !== id) {
      await reader.close();
      return null;
    }
    const place = this.#known.get(id) ?? START;
    this.#known.delete(id);
    const file: FollowedFile = {
      ...{ id, path, place, reader, size: 0, goneLooks: 0, isLast: false },
      ...{ readSize: 0, isFinished: place.offset === Infinity },
    };
    this.#files.set(id, file);
    return file;
  }

  #resize(file: FollowedFile, size: number): void {
    if (size < file.place.offset && !file.path.endsWith('.gz')) {
      this.#context.warn(`${file.path} was cut short to ${size} bytes; it is read from its start`);
      file.place = START;
      file.readSize = 0;
    }
    file.size = size;
  }

  async #lookAtGone(file: FollowedFile): Promise<void> {
    const size = file.reader ? await file.reader.size() : file.size;
    file.goneLooks = size === file.size ? file.goneLooks + 1 : 0;
    if (file.reader) this.#resize(file, size);
    else this.#files.delete(file.id);
    file.isLast = GONE_LOOKS <= file.goneLooks;
  }
}

const START: RowPlace = { offset: 0, line: 1 };

function parsePlace(text: string): RowPlace {
  const [offset, line] = text.split(' ').map(Number);
  return { offset: offset!, line: line! };
}

interface FileState {
  readonly id: string;
  readonly size: number;
  readonly changedAt: number;
}

async function statusOf(path: string): Promise<FileState | null> {
  try {
    const { dev, ino, size, mtimeMs } = await stat(path);
    return { id: `${dev}:${ino}`, size, changedAt: mtimeMs };
  } catch (error) {
    // Renamed or removed since its folder was read.
    if (isMissing(error)) return null;
    throw error;
  }
}
