import { hostname, platform, release } from 'node:os';
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
import type { Manifest, Part, UnfinishedPart } from '../../recordings/recording.ts';
import { isAlive, isThisProcess, thisWriter } from '../../recordings/writer.ts';
import { adoptUnfinished, finishedPart } from './finish-part.ts';
import { inProgressName } from './part-name.ts';
import { readFormer } from './read-former.ts';
import type { PartsState } from './restore-parts.ts';
import { restoreParts } from './restore-parts.ts';
import { Reserve } from './reserve.ts';

/** The folders that sinks of this thread write now: of two in one process, the manifest cannot tell. */
const foldersInUse = new Set<string>();

/** What the manifest says that only the sink's surroundings know. */
export interface RecordingDetails {
  readonly name: string;
  readonly document: string | null;
}

/** What the rows so far tell of themselves. */
export type Story = Pick<Manifest, 'eventTime' | 'gaps' | 'gapCount'>;

/** The folder of a file sink: its manifest, and the parts that have been committed. One live writer at a time. */
export class RecordingFolder {
  readonly #files: DurableFiles;
  readonly #options: FileSinkOptions;
  readonly #schema: Schema;
  readonly #details: RecordingDetails;
  readonly #story: () => Story;
  readonly #reserve: Reserve;
  #manifest: Manifest | null = null;
  #identity: FileStatus | null = null;

  constructor(
    files: DurableFiles,
    options: FileSinkOptions,
    what: { schema: Schema; details: RecordingDetails; story: () => Story },
  ) {
    this.#files = files;
    this.#options = options;
    this.#schema = what.schema;
    this.#details = what.details;
    this.#story = what.story;
    this.#reserve = new Reserve(files, options.path);
  }

  /** Whether the folder is taken: from `open` until `close`. */
  get isOpen(): boolean {
    return this.#manifest !== null;
  }

  /**
   * Takes the folder for this writer, and gives the names that are in it, and the manifest that was there. Parts of a recording that is
   * there are kept; with `states`, those that it had at the checkpoint that they are from.
   */
  async open(
    now: number,
    states?: readonly PartsState[],
  ): Promise<{ names: readonly string[]; former: Manifest | null }> {
    const { path } = this.#options;
    if (foldersInUse.has(path)) throw this.#conflict(`another pipeline of this program writes to ${path}`);
    await this.#files.createFolder(path);
    const former = await readFormer(this.#files, path);
    if (former) this.#checkFormer(former);
    this.#identity = await this.#files.attempt('look at', path, () => this.#files.system.stat(path));
    const names = await this.#files.attempt('list', path, () => this.#files.system.readdir(path));
    foldersInUse.add(path);
    try {
      await this.#reserve.hold();
      const begun = this.#begin(now);
      const kept = former && { ...begun, ...(await this.#kept(former, 0 < (states?.length ?? 0))) };
      await this.#write(states ? await this.#restored(kept ?? begun, names, states) : (kept ?? begun));
    } catch (error) {
      foldersInUse.delete(path);
      await this.#reserve.release();
      throw error;
    }
    return { names, former };
  }

  /** Fails where the folder was removed, replaced or unmounted: writing to open files goes on without an error then. */
  async checkPresence(): Promise<void> {
    const { path } = this.#options;
    const now = await this.#files.attempt('find', path, () => this.#files.system.stat(path));
    if (now.ino === this.#identity?.ino && now.dev === this.#identity.dev) return;
    throw this.#files.fault(`${path} was removed or replaced while it was being written; start again`);
  }

  /**
   * Makes `open`, and the closed parts, part of the recording, by naming them in the manifest: that is the moment from which they
   * last. Then shows the closed ones to readers: final names, then the folder, then the manifest again.
   */
  async publish(parts: readonly UnfinishedPart[], open: UnfinishedPart | null): Promise<void> {
    await this.checkPresence();
    const { path } = this.#options;
    const unfinished = open ? [open] : [];
    const before = this.#manifest!;
    const isNew = 0 < parts.length || open?.rows !== before.unfinished.at(-1)?.rows;
    if (!isNew) return;
    for (const { name } of parts) await this.#refuseExisting(join(path, name));
    await this.#write({ ...before, ...this.#told(before), unfinished: [...parts, ...unfinished] });
    if (parts.length === 0) return;
    for (const { name } of parts) {
      await this.#files.rename(join(path, inProgressName(name)), join(path, name));
    }
    await this.#files.syncFolder(path);
    const manifest = this.#manifest!;
    await this.#write({ ...manifest, ...partsAnd(manifest, parts.map(finishedPart)), unfinished });
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
      await this.#write({ ...this.#manifest!, state, failure, endedAt: formatTimestamp(now) });
    } finally {
      this.#manifest = null;
      foldersInUse.delete(this.#options.path);
    }
  }

  /** What the rows tell; where they begin to tell it anew, what was known of those before has to fit. */
  #told({ eventTime: former }: Manifest): Story {
    const { eventTime, ...story } = this.#story();
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

  #begin(now: number): Manifest {
    const { format, compress } = this.#options;
    return {
      version: 2,
      name: this.#details.name,
      state: 'recording',
      failure: null,
      startedAt: formatTimestamp(now),
      endedAt: null,
      format,
      compress,
      encrypt: 'none',
      schema: this.#schema.map(({ name, type }) => ({ name, type })),
      eventTime: null,
      document: this.#details.document,
      machine: { host: hostname(), platform: platform(), release: release() },
      writer: thisWriter(),
      rows: 0,
      bytes: 0,
      parts: [],
      unfinished: [],
      gaps: [],
      gapCount: 0,
    };
  }

  /** What a recording that is there goes on with: all of it, with what was committed of parts that a writer that is gone left open. */
  async #kept(former: Manifest, isRestored: boolean): Promise<Partial<Manifest>> {
    const { name, startedAt, eventTime, gaps, gapCount } = former;
    const { path } = this.#options;
    const adopted: Part[] = [];
    // Those of a writer that goes on from a checkpoint are in the checkpoint.
    for (const each of isRestored ? [] : former.unfinished) {
      const part = await adoptUnfinished(this.#files, path, each);
      if (part) adopted.push(part);
    }
    return { name, startedAt, eventTime, gaps, gapCount, ...partsAnd(former, adopted) };
  }

  async #restored(manifest: Manifest, names: readonly string[], states: readonly PartsState[]): Promise<Manifest> {
    const adopted = new Set(manifest.parts.map(({ name }) => inProgressName(name)));
    const own = names.filter((name) => !adopted.has(name));
    const { parts, takenBack } = await restoreParts(this.#files, { folder: this.#options.path, names: own }, states);
    const replaced = new Set([...takenBack, ...parts.map(({ name }) => name)]);
    const others = manifest.parts.filter(({ name }) => !replaced.has(name));
    return { ...manifest, ...partsAnd({ ...manifest, parts: others }, parts) };
  }

  #checkFormer(former: Manifest): void {
    const { path, format, compress } = this.#options;
    if (former.state === 'recording' && isAlive(former.writer) && !isThisProcess(former.writer)) {
      throw this.#conflict(`process ${former.writer.pid} is writing to ${path}; stop it`);
    }
    if (former.format !== format || former.compress !== compress) {
      throw this.#conflict(`${path} holds a recording in another format (${former.format}, ${former.compress})`);
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

function partsAnd({ parts }: Manifest, more: readonly Part[]): Pick<Manifest, 'parts' | 'rows' | 'bytes'> {
  const all = [...parts, ...more];
  return { parts: all, rows: total(all, 'rows'), bytes: total(all, 'bytes') };
}

function total(parts: readonly Part[], what: 'rows' | 'bytes'): number {
  return parts.reduce((sum, part) => sum + part[what], 0);
}
