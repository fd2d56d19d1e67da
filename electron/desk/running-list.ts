import { readFileSync } from 'node:fs';
import type { JobStatus } from '../../engine/index.ts';
import { replaceFile } from '../replace-file.ts';

/** Which pipelines a person has started and not stopped: the app starts them again, however it ended. */
export class RunningList {
  readonly #file: string;
  readonly #onTrouble: (error: unknown) => void;
  readonly #ids: Set<string>;

  /** `onTrouble` hears that the list cannot be written. */
  constructor(file: string, onTrouble: (error: unknown) => void) {
    this.#file = file;
    this.#onTrouble = onTrouble;
    this.#ids = new Set(read(file));
  }

  get ids(): readonly string[] {
    return [...this.#ids];
  }

  add(id: string): void {
    if (this.#ids.has(id)) return;
    this.#ids.add(id);
    this.#save();
  }

  remove(id: string): void {
    if (this.#ids.delete(id)) this.#save();
  }

  /** Takes out those whose sources have all ended: started again they would begin from the start. */
  follow(statuses: readonly JobStatus[]): void {
    for (const { id, state } of statuses) if (state.kind === 'finished') this.remove(id);
  }

  #save(): void {
    try {
      replaceFile(this.#file, `${JSON.stringify(this.ids)}\n`);
    } catch (error) {
      this.#onTrouble(error);
    }
  }
}

function read(file: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(list) ? list.filter((id) => typeof id === 'string') : [];
  } catch {
    // A first start, or a damaged file: nothing but the pipeline that always starts.
    return [];
  }
}
