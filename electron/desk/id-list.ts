import { readFileSync } from 'node:fs';
import { replaceFile } from '../replace-file.ts';

/** Ids of pipelines that a file keeps, however the app ends. */
export class IdList {
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
    // A first start, or a damaged file: there are none.
    return [];
  }
}
