import path from 'node:path';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { editDocument, Fault, systemReason, type JobStatus } from '../../engine/index.ts';
import type { IdList } from './id-list.ts';
import type { PipelineDesk } from './pipeline-desk.ts';
import { writeIfAbsent, type PipelineFile } from './pipeline-folder.ts';
import type { Shell } from './recording-desk.ts';

export interface ShelfParts {
  /** The folder of the app's pipelines, and that of their checkpoints. */
  readonly folder: string;
  readonly stateFolder: string;
  readonly pipelines: Pick<PipelineDesk, 'add' | 'remove' | 'start' | 'statuses' | 'fileOf' | 'isActive'>;
  /** Writes a document that is there already. */
  readonly write: (id: string, text: string) => void;
  readonly shell: Pick<Shell, 'trashItem'>;
  /** Which pipelines a person has deleted: those that the app brings along do not come back. */
  readonly deleted: Pick<IdList, 'add' | 'remove'>;
  readonly onChange: () => void;
}

/** What was deleted, so that it can be put back. */
interface Deleted {
  readonly file: PipelineFile;
  readonly wasActive: boolean;
}

/** Makes, copies, renames and deletes pipelines. */
export class Shelf {
  readonly #parts: ShelfParts;
  readonly #deleted = new Map<string, Deleted>();

  constructor(parts: ShelfParts) {
    this.#parts = parts;
  }

  /** Makes a pipeline called `name`, stopped: of the document of pipeline `from`, or of the sensors of this machine. */
  async create(name: string, from: string | null): Promise<JobStatus> {
    const text = from === null ? named(FIRST, name) : copied(await this.#textOf(from), name);
    return this.#add(this.#newId(name), text);
  }

  /** Puts the document `text`, which is called `name`, among the pipelines, stopped. */
  put(name: string, text: string): Promise<JobStatus> {
    return this.#add(this.#newId(name), text);
  }

  /** Calls a pipeline `name`, also while it runs. What it is known by, and its state, stay. */
  async rename(id: string, name: string): Promise<JobStatus> {
    this.#parts.write(id, named(await this.#textOf(id), name));
    return this.#statusOf(id);
  }

  /** Stops a pipeline and moves its document to the system's trash. Its state stays, for `restore`. */
  async remove(id: string): Promise<null> {
    const { pipelines, shell, deleted, onChange } = this.#parts;
    const file = { id, file: pipelines.fileOf(id), text: await this.#textOf(id) };
    const wasActive = pipelines.isActive(id);
    try {
      await shell.trashItem(file.file);
    } catch (error) {
      const advice = `nothing was removed; remove ${file.file} yourself`;
      throw new Fault('internal', `pipeline "${id}": the trash does not take it (${systemReason(error)}); ${advice}`);
    }
    deleted.add(id);
    this.#deleted.set(id, { file, wasActive });
    await pipelines.remove(id);
    onChange();
    return null;
  }

  /** Puts back a pipeline that was deleted since the app started, as it was; one that ran goes on. */
  async restore(id: string): Promise<JobStatus> {
    const found = this.#deleted.get(id);
    if (!found) throw new Fault('not-found', `pipeline "${id}" was not deleted since the app started`);
    this.#deleted.delete(id);
    this.#parts.deleted.remove(id);
    const status = await this.#add(id, found.file.text as string);
    return found.wasActive ? this.#parts.pipelines.start(id) : status;
  }

  async #add(id: string, text: string): Promise<JobStatus> {
    const { folder, pipelines, onChange } = this.#parts;
    await writeIfAbsent(folder, id, text);
    pipelines.add([{ id, file: path.join(folder, `${id}.yaml`), text }]);
    onChange();
    return this.#statusOf(id);
  }

  /** A file name made of `name` that nothing has, nor has left a state under. */
  #newId(name: string): string {
    const plain = name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60);
    const taken = new Set(this.#parts.pipelines.statuses().map(({ id }) => id));
    const isTaken = (id: string): boolean =>
      taken.has(id) ||
      existsSync(path.join(this.#parts.stateFolder, id)) ||
      ['yaml', 'yml', 'json'].some((ending) => existsSync(path.join(this.#parts.folder, `${id}.${ending}`)));
    const first = plain === '' ? 'pipeline' : plain;
    let id = first;
    for (let n = 2; isTaken(id); n++) id = `${first}-${n}`;
    return id;
  }

  async #textOf(id: string): Promise<string> {
    const file = this.#parts.pipelines.fileOf(id);
    try {
      return await readFile(file, 'utf8');
    } catch (error) {
      throw new Fault('not-found', `pipeline "${id}": ${file} cannot be read (${systemReason(error)})`);
    }
  }

  #statusOf(id: string): JobStatus {
    return this.#parts.pipelines.statuses().find((status) => status.id === id)!;
  }
}

/** What a new pipeline begins as: something that runs, and shows something. */
const FIRST = `version: 1
name: new
sources:
  sensors:
    type: system
    interval: 1s
    metrics: [system.cpu.utilization]
operators: {}
sinks:
  screen: { type: chart, inputs: [sensors], title: CPU }
`;

function named(text: string, name: string): string {
  return editDocument(text, [{ kind: 'set', path: ['name'], value: name }]);
}

// A document that is no YAML yet is copied as it stands: its name can wait.
function copied(text: string, name: string): string {
  try {
    return named(text, name);
  } catch {
    return text;
  }
}
