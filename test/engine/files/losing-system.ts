import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { FileSystem, OpenFile } from '../../../engine/files/file-system.ts';
import { nodeFileSystem } from '../../../engine/files/file-system.ts';

/** A file, whatever it is called: what was written, and how much of that a power cut leaves. */
interface Content {
  written: Buffer;
  synced: Buffer;
  /** Where it was cut back to since it was synced. */
  cutTo: number;
}

/** Files that tell which others count. */
const TELLING: ReadonlySet<string> = new Set(['manifest.json', '_metadata']);

/** What a disk may hold after a power cut: the content of files by their path below the root. */
export type Image = ReadonlyMap<string, Buffer>;

/**
 * The real file system under `root`, of a machine whose power is cut after so many calls that change something. What a disk may hold then is
 * known: bytes that were synced, and names whose folder was. Whatever was not, may be there all the same.
 */
export class LosingSystem implements FileSystem {
  readonly #root: string;
  #left: number;
  #names = new Map<string, Content>();
  #syncedNames = new Map<string, Content>();
  readonly #unlinked = new Set<Content>();
  /** Folders that were renamed since theirs was synced. */
  #movedFolders: [from: string, to: string][] = [];
  /** What was opened and not closed yet. */
  readonly unclosed: string[] = [];
  readonly stat = nodeFileSystem.stat;
  readonly readdir = nodeFileSystem.readdir;
  readonly readText = nodeFileSystem.readText;

  /** What is called before each call that changes something: the moment at which what the calls before have left can be looked at. */
  onCall: () => void = () => undefined;

  /** `existing`: the files that are below `root` already. */
  constructor(root: string, calls: number, existing: Image = new Map()) {
    this.#root = root;
    this.#left = calls;
    for (const [name, content] of existing)
      this.#syncedNames.set(join(root, name), { written: content, synced: content, cutTo: Infinity });
    this.#names = new Map(this.#syncedNames);
  }

  /** Whether it came to the cut. */
  get isCut(): boolean {
    return this.#left < 0;
  }

  /**
   * The extremes: nothing that was not synced; every name but only synced bytes; of the names that were not synced, those alone that tell
   * what counts; and nothing that was not synced but that names are gone and files cut back.
   */
  get images(): readonly Image[] {
    const leftOf = (names: Iterable<readonly [string, Content]>, isCut = false): Image =>
      new Map(
        [...names].map(([path, { synced, cutTo }]) => [
          relative(this.#root, path),
          isCut ? synced.subarray(0, cutTo) : synced,
        ]),
      );
    const isMoved = (path: string): boolean => this.#movedFolders.some(([, to]) => path.startsWith(`${to}/`));
    const telling = [...this.#names].filter(([path]) => TELLING.has(basename(path)) && !isMoved(path));
    const still = [...this.#syncedNames].filter(([, content]) => !this.#unlinked.has(content));
    return [
      leftOf(this.#syncedNames),
      leftOf(this.#names),
      leftOf([...this.#syncedNames, ...telling]),
      leftOf(still, true),
    ];
  }

  /** What is there of which a cut might leave less. */
  get unsynced(): readonly string[] {
    const isSafe = ([path, { written, synced }]: [string, Content]): boolean =>
      this.#syncedNames.get(path)?.synced === synced && synced.equals(written);
    return [...this.#names].filter((each) => !isSafe(each)).map(([path]) => relative(this.#root, path));
  }

  async open(path: string, flags: string): Promise<OpenFile> {
    if (flags !== 'r') this.#count();
    const handle = await nodeFileSystem.open(path, flags);
    this.unclosed.push(relative(this.#root, path));
    if (flags === 'r') return this.#folder(handle, path);
    const content = this.#names.get(path) ?? { written: Buffer.alloc(0), synced: Buffer.alloc(0), cutTo: Infinity };
    this.#names.set(path, content);
    return this.#file(handle, path, content);
  }

  async mkdir(path: string): Promise<void> {
    this.#count();
    await nodeFileSystem.mkdir(path);
  }

  async rename(from: string, to: string): Promise<void> {
    this.#count();
    await nodeFileSystem.rename(from, to);
    const content = this.#names.get(from);
    if (content) this.#names.set(to, content);
    else {
      this.#movedFolders.push([from, to]);
      this.#names = moved(this.#names, from, to);
    }
    this.#names.delete(from);
  }

  async unlink(path: string): Promise<void> {
    this.#count();
    await nodeFileSystem.unlink(path);
    const content = this.#names.get(path);
    if (content) this.#unlinked.add(content);
    this.#names.delete(path);
  }

  async rmdir(path: string): Promise<void> {
    this.#count();
    await nodeFileSystem.rmdir(path);
  }

  async truncate(path: string, length: number): Promise<void> {
    this.#count();
    await nodeFileSystem.truncate(path, length);
    const content = this.#names.get(path)!;
    content.written = content.written.subarray(0, length);
    content.cutTo = Math.min(content.cutTo, length);
  }

  #file(handle: OpenFile, path: string, content: Content): OpenFile {
    const sync = async (call: () => Promise<void>): Promise<void> => {
      this.#count();
      await call();
      content.synced = content.written;
      content.cutTo = Infinity;
    };
    return {
      write: async (bytes, offset, length) => {
        this.#count();
        const done = await handle.write(bytes, offset, length);
        content.written = Buffer.concat([content.written, bytes.subarray(offset, offset + done.bytesWritten)]);
        return done;
      },
      read: (...args) => handle.read(...args),
      datasync: () => sync(() => handle.datasync()),
      sync: () => sync(() => handle.sync()),
      stat: () => handle.stat(),
      close: () => this.#close(handle, path),
    };
  }

  #folder(handle: OpenFile, folder: string): OpenFile {
    const isIn = (path: string): boolean => dirname(path) === folder;
    return {
      write: () => Promise.reject(new Error(`${basename(folder)} is a folder`)),
      read: (...args) => handle.read(...args),
      datasync: () => handle.datasync(),
      sync: async () => {
        this.#count();
        await handle.sync();
        for (const [from, to] of this.#movedFolders.filter(([, to]) => isIn(to)))
          this.#syncedNames = moved(this.#syncedNames, from, to);
        this.#movedFolders = this.#movedFolders.filter(([, to]) => !isIn(to));
        const others = [...this.#syncedNames].filter(([path]) => !isIn(path));
        this.#syncedNames = new Map([...others, ...[...this.#names].filter(([path]) => isIn(path))]);
      },
      stat: () => handle.stat(),
      close: () => this.#close(handle, folder),
    };
  }

  async #close(handle: OpenFile, path: string): Promise<void> {
    await handle.close();
    this.unclosed.splice(this.unclosed.indexOf(relative(this.#root, path)), 1);
  }

  #count(): void {
    this.onCall();
    this.#left--;
    if (this.#left < 0) throw new Error('the power is cut');
  }
}

function moved(names: ReadonlyMap<string, Content>, from: string, to: string): Map<string, Content> {
  return new Map(
    [...names].map(([path, content]) => [path.startsWith(`${from}/`) ? to + path.slice(from.length) : path, content]),
  );
}

/** Puts what a disk holds into `folder`. */
export function restoreImage(image: Image, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of image) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** What `folder` holds now. */
export function imageOf(folder: string): Image {
  const names = readdirSync(folder, { recursive: true }).map(String);
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(join(folder, name))]));
}
