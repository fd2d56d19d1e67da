import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, systemReason } from '../fault.ts';
import { copyAsCheckpoint } from './copy-savepoint.ts';
import { DurableFiles } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import { isMissing } from '../files/file-system.ts';
import type { CheckpointMetadata } from './metadata.ts';
import { decodeMetadata, encodeMetadata, METADATA_NAME } from './metadata.ts';

const FOLDER_NAME = /^(chk|savepoint)-(\d+)$/;

/** A complete checkpoint and the folder that it is in. */
export interface StoredCheckpoint {
  readonly folder: string;
  readonly metadata: CheckpointMetadata;
}

/**
 * The checkpoints of one job on disk: `chk-<number>`, or `savepoint-<number>`, for each a folder that has the state files and, written
 * last, `_metadata`. A folder without it does not count and is cleaned up.
 */
export class CheckpointStore {
  readonly folder: string;
  readonly #files: DurableFiles;
  #kept: StoredCheckpoint[] = [];
  #highest = 0;

  constructor(folder: string, system?: FileSystem) {
    this.folder = folder;
    this.#files = new DurableFiles({ code: 'checkpoint-failed', title: `checkpoints` }, system);
  }

  /** Complete checkpoints and savepoints, the oldest first. */
  get kept(): readonly StoredCheckpoint[] {
    return this.#kept;
  }

  /** The number of the next checkpoint: above those of all that there ever were in the folder. */
  nextId(): number {
    return ++this.#highest;
  }

  /** The folder of checkpoint number `id`. */
  folderOf(id: number, kind: CheckpointMetadata['kind']): string {
    return join(this.folder, `${kind === 'savepoint' ? 'savepoint' : 'chk'}-${id}`);
  }

  /**
   * Looks at what there is, and removes what was not completed. `onDamage` hears of each that cannot be read. Gives whether there was
   * any, so also where all are damaged.
   */
  async open(onDamage: (message: string) => void): Promise<boolean> {
    await this.#files.createFolder(this.folder);
    const names = await this.#files.attempt('list', this.folder, () => this.#files.system.readdir(this.folder));
    let hasAny = false;
    for (const name of names) {
      const match = FOLDER_NAME.exec(name);
      if (!match) continue;
      this.#highest = Math.max(this.#highest, Number(match[2]));
      const folder = join(this.folder, name);
      try {
        this.#kept.push({ folder, metadata: await readCheckpoint(folder) });
        hasAny = true;
      } catch (error) {
        if (isMissing((error as Fault).cause)) await this.remove(folder);
        else {
          hasAny = true;
          onDamage((error as Fault).message);
        }
      }
    }
    this.#kept.sort((a, b) => a.metadata.id - b.metadata.id);
    return hasAny;
  }

  /** Makes the folder, whose state files are there, a checkpoint; durable when it settles. */
  async complete(metadata: CheckpointMetadata): Promise<StoredCheckpoint> {
    const folder = this.folderOf(metadata.id, metadata.kind);
    await this.#files.createFolder(folder);
    await this.#files.replace(join(folder, METADATA_NAME), encodeMetadata(metadata));
    const stored = { folder, metadata };
    this.#kept.push(stored);
    return stored;
  }

  /** Makes a copy of a checkpoint or savepoint the newest one: the job goes on from there, whatever came after it. */
  async goBackTo(from: StoredCheckpoint): Promise<void> {
    const id = this.nextId();
    this.#kept.push(await copyAsCheckpoint(from, { id, folder: this.folderOf(id, 'checkpoint') }));
  }

  /** Removes all but the newest `count` checkpoints. Savepoints stay: they are a person's. */
  async retain(count: number): Promise<void> {
    const checkpoints = this.#kept.filter(({ metadata }) => metadata.kind === 'checkpoint');
    const gone = new Set(checkpoints.slice(0, Math.max(0, checkpoints.length - count)));
    this.#kept = this.#kept.filter((each) => !gone.has(each));
    for (const { folder } of gone) await this.remove(folder);
  }

  /** Forgets a checkpoint that turned out to be damaged; what is left of it stays for a person to look at. */
  forget(folder: string): void {
    this.#kept = this.#kept.filter((each) => each.folder !== folder);
  }

  /** Removes everything. */
  async destroy(): Promise<void> {
    for (const { folder } of this.#kept) await this.remove(folder);
    this.#kept = [];
    try {
      await this.#files.system.rmdir(this.folder);
    } catch {
      // Something else is in it, or it was never made.
    }
  }

  /** Removes a checkpoint, complete or not: first what makes it one. */
  async remove(folder: string): Promise<void> {
    const { system } = this.#files;
    try {
      const names = await system.readdir(folder);
      const last = names.filter((name) => name !== METADATA_NAME);
      for (const name of names.length === last.length ? last : [METADATA_NAME, ...last])
        await system.unlink(join(folder, name));
      await system.rmdir(folder);
    } catch {
      // It takes up room and does no harm; the next start tries again.
    }
  }
}

/** The metadata of the checkpoint or savepoint in `folder`; a Fault where there is none, or where it is damaged. */
export async function readCheckpoint(folder: string): Promise<CheckpointMetadata> {
  const path = join(folder, METADATA_NAME);
  let content: Buffer;
  try {
    content = await readFile(path);
  } catch (error) {
    throw new Fault(
      'checkpoint-failed',
      `cannot read ${path} (${systemReason(error)}); name the folder of a checkpoint or savepoint`,
      { cause: error },
    );
  }
  return decodeMetadata(content, path);
}

/** The complete checkpoints and savepoints in `folder`, the oldest first; those that cannot be read are left out. */
export async function listCheckpoints(folder: string): Promise<readonly StoredCheckpoint[]> {
  const names = await readdir(folder).catch(() => []);
  const read = names
    .filter((name) => FOLDER_NAME.test(name))
    .map(async (name) => ({ folder: join(folder, name), metadata: await readCheckpoint(join(folder, name)) }));
  const settled = await Promise.allSettled(read);
  return settled
    .flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    .sort((a, b) => a.metadata.id - b.metadata.id);
}
