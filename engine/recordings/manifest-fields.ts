import { Fault } from '../fault.ts';
import { MANIFEST_NAME } from './recording.ts';

/** A JSON object whose fields are not known to be there. */
type Json = Readonly<Record<string, unknown>>;

/** The fields of one object of a manifest, read with their types; every failure is a Fault that names the field. */
export class Fields {
  readonly #json: Json;
  readonly #where: string;

  /** `where` names the object: `parts[3]`; empty for the manifest itself. */
  constructor(value: unknown, where: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw damaged(`${where === '' ? 'it' : where} is not an object`);
    }
    this.#json = value as Json;
    this.#where = where;
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#json, key);
  }

  object(key: string): Fields {
    return new Fields(this.#json[key], this.name(key));
  }

  objectOrNull(key: string): Fields | null {
    return this.#json[key] === null ? null : this.object(key);
  }

  list<T>(key: string, read: (each: Fields) => T): T[] {
    const value = this.#json[key];
    if (!Array.isArray(value)) throw damaged(`${this.name(key)} is not a list`);
    return value.map((each: unknown, i) => read(new Fields(each, `${this.name(key)}[${i}]`)));
  }

  text(key: string): string {
    const value = this.#json[key];
    if (typeof value !== 'string') throw damaged(`${this.name(key)} is not a text`);
    return value;
  }

  textOrNull(key: string): string | null {
    return this.#json[key] === null ? null : this.text(key);
  }

  time(key: string): string {
    const value = this.text(key);
    if (Number.isNaN(Date.parse(value))) throw damaged(`${this.name(key)} is not a time: ${JSON.stringify(value)}`);
    return value;
  }

  timeOrNull(key: string): string | null {
    return this.#json[key] === null ? null : this.time(key);
  }

  whole(key: string): number {
    const value = Number.isSafeInteger(this.#json[key]) ? (this.#json[key] as number) : -1;
    if (value < 0) throw damaged(`${this.name(key)} is not a whole number`);
    return value;
  }

  wholeOrNull(key: string): number | null {
    return this.#json[key] === null ? null : this.whole(key);
  }

  number(key: string): number {
    const value = this.#json[key];
    if (typeof value !== 'number') throw damaged(`${this.name(key)} is not a number`);
    return value;
  }

  oneOf<const T extends string>(key: string, allowed: readonly T[]): T {
    const value = this.#json[key];
    const found = allowed.find((each) => each === value);
    if (found === undefined) throw damaged(`${this.name(key)} is ${JSON.stringify(value)}`);
    return found;
  }

  name(key: string): string {
    return this.#where === '' ? key : `${this.#where}.${key}`;
  }
}

/** The Fault of a manifest that is not what it should be. */
export function damaged(what: string): Fault {
  return new Fault('recording-failed', `${MANIFEST_NAME} cannot be read: ${what}`);
}
