import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatTimestamp } from '../data/timestamps.ts';
import { Fault, systemReason } from '../fault.ts';
import type { DurableFiles } from '../files/durable.ts';
import { isMissing } from '../files/file-system.ts';
import { compareNatural } from '../sources/file/natural-order.ts';
import { inProgressName, isPiece, wholeName } from '../sinks/file/part-name.ts';
import { finishedPart } from '../sinks/file/finish-part.ts';
import { guessManifest } from './guess-manifest.ts';
import type { Guess } from './guess-manifest.ts';
import { eventTimeOf } from './moves-kept.ts';
import { readManifest, writeManifest } from './manifest.ts';
import { asFinished } from './pack.ts';
import { allParts } from './part-bytes.ts';
import { keyFrom } from './passphrases.ts';
import { repairedName, salvagePart } from './salvage.ts';
import type { Manifest, Part, UnfinishedPart } from './recording.ts';
import { MANIFEST_NAME } from './recording.ts';
import { checkBytes } from './verify.ts';
import { isAlive } from './writer.ts';

/**
 * Makes a recording whole again out of what can be trusted: finishes the parts of a dead writer, cuts damaged rows out, names parts
 * that the manifest lacks, and makes a new manifest where there is none. What was damaged is kept in a folder inside it. Gives what it did, in
 * sentences.
 */
export async function repairRecording(
  files: DurableFiles,
  folder: string,
  what: { readonly now: number; readonly passphrases: readonly string[] },
): Promise<readonly string[]> {
  return new Repair(files, folder, what).run();
}

class Repair {
  readonly #files: DurableFiles;
  readonly #folder: string;
  /** Where damaged files are kept. */
  readonly #aside: string;
  readonly #passphrases: readonly string[];
  readonly #said: string[] = [];
  /** Parts that are written anew, and the files that they take the place of. */
  readonly #ready: { readonly part: Part; readonly source: string }[] = [];

  constructor(
    files: DurableFiles,
    folder: string,
    { now, passphrases }: { readonly now: number; readonly passphrases: readonly string[] },
  ) {
    this.#passphrases = passphrases;
    this.#files = files;
    this.#folder = folder;
    this.#aside = join(folder, `damaged ${formatTimestamp(now).replaceAll(':', '.')}`);
  }

  async run(): Promise<readonly string[]> {
    const { manifest, key, isNew } = await this.#manifest();
    if (manifest.state === 'recording' && isAlive(manifest.writer) && !isNew) {
      throw new Fault('conflict', `${this.#folder} is being written by process ${manifest.writer.pid}; stop it first`);
    }
    if (!isNew) await this.#goOnWithRepair(manifest);
    const parts: Part[] = [];
    for (const part of await this.#found(manifest, isNew)) {
      const whole = await this.#whole(part, { manifest, key });
      if (whole) parts.push(whole);
    }
    parts.sort((a, b) => compareNatural(a.name, b.name));
    const startedAt = isNew ? (parts[0]?.firstTime ?? manifest.startedAt) : manifest.startedAt;
    const repaired = asFinished({
      ...manifest,
      eventTime: eventTimeOf(manifest, parts),
      startedAt,
      parts,
      unfinished: [],
    });
    if (0 < this.#said.length || manifest.state !== repaired.state)
      await writeManifest(this.#files, this.#folder, repaired);
    // Only now, so that wherever this is interrupted it can be done again: what was saved is not taken for damaged.
    for (const { part, source } of this.#ready) await this.#install(part, source);
    return 0 < this.#said.length ? this.#said : ['nothing to repair'];
  }

  /** The manifest, or a new one out of what the parts tell. */
  async #manifest(): Promise<Guess & { readonly isNew: boolean }> {
    const text = await readFile(join(this.#folder, MANIFEST_NAME), 'utf8').catch((error: unknown) => error as Error);
    const read = manifestOf(text);
    if ('manifest' in read) {
      const { manifest } = read;
      const isLocked = manifest.encrypt === 'age';
      return {
        manifest,
        key: isLocked ? await keyFrom(this.#folder, manifest, this.#passphrases) : null,
        isNew: false,
      };
    }
    // That it cannot be read is what this is for.
    const guess = await guessManifest(this.#folder, typeof text === 'string' ? text : '', this.#passphrases);
    if (!isMissing(read.error)) await this.#keepCopy(MANIFEST_NAME);
    this.#said.push(`a new manifest was made: ${systemReason(read.error)}`);
    return { ...guess, isNew: true };
  }

  /** What the manifest names, and what lies beside it; null for the sums of what nobody knows anything about. */
  async #found(manifest: Manifest, isNew: boolean): Promise<readonly (Part | UnfinishedPart | string)[]> {
    const named = allParts(manifest);
    const known = new Set(named.map(({ name }) => name));
    const names = await this.#files.system.readdir(this.#folder);
    const strangers = names.filter((name) => /^part-\d/.test(name) && !known.has(name));
    if (!isNew) return [...named, ...strangers];
    // Without a manifest nobody knows what of an open part was committed: every whole row of it is kept.
    const open = names.flatMap((name) => /^\.(part-\d.*)\.inprogress$/.exec(name)?.[1] ?? []);
    const pieces = open.filter(isPiece);
    // A part and its pieces are both there while it is being made of them: until it is shown, only the pieces are whole.
    const unmade = new Set(pieces.map(wholeName));
    const hidden = open.filter((name) => !strangers.includes(wholeName(name)) && !unmade.has(name));
    return [...strangers, ...hidden];
  }

  /** The part once it is whole; null where nothing of it could be saved. */
  async #whole(part: Part | UnfinishedPart | string, { manifest, key }: Guess): Promise<Part | null> {
    const name = typeof part === 'string' ? part : part.name;
    if (typeof part !== 'string' && !('written' in part) && (await this.#isSound(part))) return part;
    const hidden = inProgressName(name);
    const names = await this.#files.system.readdir(this.#folder);
    const source = names.includes(name) ? name : names.includes(hidden) ? hidden : null;
    if (source === null) {
      this.#said.push(`${name} is missing, ${typeof part === 'string' ? 0 : part.rows} rows are lost`);
      return null;
    }
    const saved = await salvagePart(this.#files, this.#folder, {
      name,
      source,
      known: typeof part === 'string' ? null : part,
      manifest,
      key,
    });
    const finished = finishedPart(saved);
    this.#ready.push({ part: finished, source });
    this.#tell(name, saved, typeof part === 'string' ? null : part);
    return finished;
  }

  /** Puts the parts in place that a repair had ready which was interrupted after it had named them. */
  async #goOnWithRepair({ parts }: Manifest): Promise<void> {
    const names = await this.#files.system.readdir(this.#folder);
    for (const part of parts) {
      const hidden = inProgressName(part.name);
      const repaired = { ...part, name: repairedName(part.name) };
      if (!names.includes(repaired.name) || (await this.#isSound(part)) || !(await this.#isSound(repaired))) continue;
      await this.#install(part, names.includes(part.name) ? part.name : names.includes(hidden) ? hidden : null);
      this.#said.push(`${part.name} was put in place`);
    }
  }

  async #install({ name }: Part, source: string | null): Promise<void> {
    if (source !== null) await this.#setAside(source);
    await this.#files.rename(join(this.#folder, repairedName(name)), join(this.#folder, name));
    await this.#files.syncFolder(this.#folder);
  }

  async #isSound(part: Part): Promise<boolean> {
    return (await checkBytes(this.#folder, part)).findings.length === 0;
  }

  #tell(name: string, saved: Part, before: Part | null): void {
    const lost = before === null ? 0 : before.rows - saved.rows;
    if (before === null) this.#said.push(`${name} was taken in, ${saved.rows} rows`);
    else if (lost === 0) this.#said.push(`${name} was finished, ${saved.rows} rows`);
    else this.#said.push(`${name}: ${saved.rows} rows were saved, ${lost} are lost`);
  }

  async #keepCopy(name: string): Promise<void> {
    await this.#files.createFolder(this.#aside);
    await this.#files.replace(join(this.#aside, name), await readFile(join(this.#folder, name)));
  }

  async #setAside(name: string): Promise<void> {
    await this.#files.createFolder(this.#aside);
    await this.#files.rename(join(this.#folder, name), join(this.#aside, name));
    await this.#files.syncFolder(this.#aside);
  }
}

function manifestOf(text: string | Error): { readonly manifest: Manifest } | { readonly error: unknown } {
  try {
    if (typeof text !== 'string') throw text;
    return { manifest: readManifest(text) };
  } catch (error) {
    return { error };
  }
}
