import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { replaceFile } from '../replace-file.ts';

/** A job on a cluster that may still run. What was filled in for it, which may be secret, is not part of it. */
export interface KeptDeployment {
  readonly gateway: string;
  readonly job: string;
  /** The nodes of its pipeline, to which troubles are told. */
  readonly nodes: readonly string[];
}

/** The jobs that pipelines have on clusters, in a file, however the app ends. */
export class KeptDeployments {
  readonly #file: string;
  readonly #onTrouble: (error: unknown) => void;
  readonly #jobs: Map<string, KeptDeployment>;

  /** `onTrouble` hears that they cannot be written. */
  constructor(file: string, onTrouble: (error: unknown) => void) {
    this.#file = file;
    this.#onTrouble = onTrouble;
    this.#jobs = new Map(read(file));
  }

  get(id: string): KeptDeployment | undefined {
    return this.#jobs.get(id);
  }

  put(id: string, deployment: KeptDeployment): void {
    if (isDeepStrictEqual(this.#jobs.get(id), deployment)) return;
    this.#jobs.set(id, deployment);
    this.#save();
  }

  remove(id: string): void {
    if (this.#jobs.delete(id)) this.#save();
  }

  #save(): void {
    try {
      replaceFile(this.#file, `${JSON.stringify(Object.fromEntries(this.#jobs))}\n`);
    } catch (error) {
      this.#onTrouble(error);
    }
  }
}

function read(file: string): readonly (readonly [string, KeptDeployment])[] {
  try {
    const all: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Object.entries(Object(all) as object).flatMap(([id, each]) => (isKept(each) ? [[id, each] as const] : []));
  } catch {
    // A first start, or a damaged file: there are none.
    return [];
  }
}

function isKept(value: unknown): value is KeptDeployment {
  const { gateway, job, nodes } = Object(value) as Partial<Record<keyof KeptDeployment, unknown>>;
  const areNames = Array.isArray(nodes) && nodes.every((node) => typeof node === 'string');
  return typeof gateway === 'string' && typeof job === 'string' && areNames;
}
