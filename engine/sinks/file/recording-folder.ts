import { join } from 'node:path';
import { sameSchema } from '../../data/types.ts';
import type { Schema } from '../../data/types.ts';
import { formatTimestamp } from '../../data/timestamps.ts';
import type { FileSinkOptions } from '../../document/plan.ts';
import { Fault } from '../../fault.ts';
import type { DurableFiles } from '../../files/durable.ts';
import type { FileStatus } from '../../files/file-system.ts';
import { isMissing } from '../../files/file-system.ts';
import { writeManifest } from '../../recordings/manifest.ts';
import type { Manifest, UnfinishedPart } from '../../recordings/recording.ts';
import { isAlive, isThisProcess } from '../../recordings/writer.ts';
import { beginManifest, partsAnd, total } from './begin-manifest.ts';
import type { RecordingDetails } from './begin-manifest.ts';
import { finishedPart } from './finish-part.ts';
import { FormerParts } from './former-parts.ts';
import type { PartMerger } from './part-merger.ts';
import { inProgressName } from './part-name.ts';
import { readFormer } from './read-former.ts';
import type { PartsState } from './restore-parts.ts';
import { Reserve } from './reserve.ts';
import type { RowStory, Story } from './row-story.ts';
import type { SinkLock } from './sink-lock.ts';

/** The folders that sinks of this thread write now: of two in one process, the manifest cannot tell. */
const foldersInUse = new Set<string>();

/** The folder of a file sink: its manifest, and the parts that have been committed. One live writer at a time. */
export class RecordingFolder {
  readonly #files: DurableFiles;
  readonly #options: FileSinkOptions;
  readonly #schema: Schema;
  readonly #details: RecordingDetails;
  readonly #story: RowStory;
  readonly #merger: PartMerger;
  readonly #lock: SinkLock;
  readonly #reserve: Reserve;
  #manifest: Manifest | null = null;
  #identity: FileStatus | null = null;

  constructor(
    files: DurableFiles,
    options: FileSinkOptions,
    what: { schema: Schema; details: RecordingDetails; merger: PartMerger; lock: SinkLock; story: RowStory },
  ) {
    this.#files = files;
    this.#options = options;
    this.#schema = what.schema;
    this.#details = what.details;
    this.#story = what.story;
    this.#merger = what.merger;
    this.#lock = what.lock;
    this.#reserve = new Reserve(files, options.path);
  }

  /** Whether the folder is taken: from `open` until `close`. */
  get isOpen(): boolean {
    return this.#manifest !== null;
  }

  /**
   * Takes the folder for this writer, and gives the names that are in it, and its manifest as it is now. Parts of a recording that is
   * there are kept; with `states`, those that it had at the checkpoint that they are from.
   */
  async open(now: number, states?: readonly PartsState[]): Promise<{ names: readonly string[]; manifest: Manifest }> {
    const { path } = this.#options;
    if (foldersInUse.has(path)) throw this.#conflict(`another pipeline of this program writes to ${path}`);
    const former = await readFormer(this.#files, path);
    if (former) this.#checkFormer(former);
    await this.#lock.open(this.#files, path, former);
    await this.#files.createFolder(path);
    this.#identity = await this.#files.attempt('look at', path, () => this.#files.system.stat(path));
    const names = await this.#files.attempt('list', path, () => this.#files.system.readdir(path));
    foldersInUse.add(path);
    try {
      await this.#reserve.hold();
      const key = this.#lock.key?.sealed ?? null;
      const begun = beginManifest(this.#options, { schema: this.#schema, ...this.#details, key }, now);
      const write = (manifest: Manifest): Promise<void> => this.#write(manifest);
      const work = { files: this.#files, folder: path, merger: this.#merger };
      const before = new FormerParts(work, names, { former, write });
      await this.#write(await before.goOnWith(begun, states));
      await before.removePieces(this.#manifest!);
    } catch (error) {
      foldersInUse.delete(path);
      await this.#reserve.release();
      throw error;
    }
    return { names, manifest: this.#manifest! };
  }

  /** Fails where the folder was removed, replaced or unmounted: writing to open files goes on without an error then. */
  async checkPresence(): Promise<void> {
    const { path } = this.#options;
    const now = await this.#files.attempt('find', path, () => this.#files.system.stat(path));
    if (now.ino === this.#identity?.ino && now.dev === this.#identity.dev) return;
    throw this.#files.fault(`${path} was removed or replaced while it was being written; start again`);
  }

  /**
   * Makes what is unfinished, and the closed parts, part of the recording, by naming them in the manifest: that is the moment from which
   * they last, and from which the pieces that are replaced by them no longer count. Then shows the closed ones to readers: final names, then
   * the folder, then the manifest again.
   */
  async publish(
    parts: readonly UnfinishedPart[],
    { unfinished, replaced }: { readonly unfinished: readonly UnfinishedPart[]; readonly replaced: readonly string[] },
  ): Promise<void> {
    await this.checkPresence();
    const { path } = this.#options;
    const before = this.#manifest!;
    if (parts.length === 0 && total(unfinished, 'rows') === total(before.unfinished, 'rows')) return;
    for (const { name } of parts) await this.#refuseExisting(join(path, name));
    await this.#write({ ...before, ...this.#told(before), unfinished: [...parts, ...unfinished] });
    if (parts.length === 0) return;
    for (const { name } of parts) {
      await this.#files.rename(join(path, inProgressName(name)), join(path, name));
    }
    await this.#files.syncFolder(path);
    const manifest = this.#manifest!;
    await this.#write({ ...manifest, ...partsAnd(manifest.parts, parts.map(finishedPart)), unfinished });
    for (const name of replaced) await this.#files.removeLeftover(join(path, inProgressName(name)));
  }

  /** Gives back the space that was held for the end: from here on nothing but the end is written. */
  async makeRoom(): Promise<void> {
    await this.#reserve.release();
  }

  /** Writes down how the recording ended, and lets go of the folder. */
  async close(now: number, failure: string | null): Promise<void> {
    const state = failure === null ? 'complete' : 'failed';
    await this.makeRoom();
    try {
      await this.#write({ ...this.#manifest!, state, failure: this.#tellable(failure), endedAt: formatTimestamp(now) });
    } finally {
      this.#manifest = null;
      foldersInUse.delete(this.#options.path);
    }
  }

  /** A failure may repeat what stands in a row. */
  #tellable(failure: string | null): string | null {
    return failure === null || this.#lock.key === null ? failure : 'it failed; why is not kept beside encrypted rows';
  }

  /** What the rows tell; where they begin to tell it anew, what was known of those before has to fit. */
  #told({ eventTime: former }: Manifest): Story {
    const { eventTime, ...story } = this.#story.told;
    if (!former || !eventTime) return { ...story, eventTime: eventTime ?? former };
    const isSame = former.column === eventTime.column && former.offsetMs === eventTime.offsetMs;
    return { ...story, eventTime: { ...eventTime, ...(!isSame && { column: null }), watermark: former.watermark } };
  }

  /** Lets go of the folder, and leaves it as it is. */
  async release(): Promise<void> {
    await this.makeRoom();
    this.#manifest = null;
    foldersInUse.delete(this.#options.path);
  }

  async #write(manifest: Manifest): Promise<void> {
    await writeManifest(this.#files, this.#options.path, manifest);
    this.#manifest = manifest;
  }

  #checkFormer(former: Manifest): void {
    const { path, format, compress } = this.#options;
    const encrypt = this.#options.encrypt ? 'age' : 'none';
    if (former.state === 'recording' && isAlive(former.writer) && !isThisProcess(former.writer)) {
      throw this.#conflict(`process ${former.writer.pid} is writing to ${path}; stop it`);
    }
    if (former.format !== format || former.compress !== compress) {
      throw this.#conflict(`${path} holds a recording in another format (${former.format}, ${former.compress})`);
    }
    if (former.encrypt !== encrypt) {
      throw this.#conflict(`${path} holds a recording that is ${former.encrypt === 'age' ? '' : 'not '}encrypted`);
    }
    if (!sameSchema(former.schema, this.#schema)) {
      throw this.#conflict(`${path} holds a recording with other columns`);
    }
  }

  #conflict(what: string): Fault {
    return new Fault('conflict', this.#files.fault(`${what}, or choose another folder`).message);
  }

  async #refuseExisting(path: string): Promise<void> {
    try {
      await this.#files.system.stat(path);
    } catch (error) {
      if (isMissing(error)) return;
      await this.#files.attempt('look at', path, () => Promise.reject(error as Error));
    }
    throw this.#conflict(`${path} exists already, and is not this sink's`);
  }
}
