import { isDeepStrictEqual } from 'node:util';
import {
  describeFault,
  Fault,
  type Engine,
  type FaultDescription,
  type JobStatus,
  type Plan,
} from '../../engine/index.ts';
import type { ChartDescription } from '../ipc/contract.ts';
import type { PipelineFile } from './pipeline-folder.ts';

/** What a document says, or all that is wrong with it, one line each. */
export type CheckedDocument = { readonly plan: Plan } | { readonly problems: readonly string[] };

export interface PipelineDocumentsParts {
  readonly engine: Pick<Engine, 'add' | 'look' | 'replace' | 'remove'>;
  readonly check: (text: string, file: string) => CheckedDocument;
  readonly chartsOf: (id: string, plan: Plan) => readonly ChartDescription[];
  readonly now: () => number;
  /** Whether a pipeline runs: then it goes on as it is. */
  readonly isActive: (id: string) => boolean;
}

/** A pipeline whose document is right. */
interface Good {
  readonly plan: Plan;
  readonly charts: readonly ChartDescription[];
}

/** The documents of the pipelines, those that are right given to the engine, and those that are wrong with everything that is wrong with them. */
export class PipelineDocuments {
  readonly #parts: PipelineDocumentsParts;
  readonly #order: string[] = [];
  readonly #broken = new Map<string, JobStatus>();
  /** Each as it was taken in last. */
  readonly #files = new Map<string, PipelineFile>();
  /** Documents that were saved while their pipeline ran as another one says. */
  readonly #waiting = new Map<string, PipelineFile>();
  readonly #good = new Map<string, Good>();

  constructor(parts: PipelineDocumentsParts) {
    this.#parts = parts;
  }

  /** The ids of all, in the order of the documents' names. */
  get ids(): readonly string[] {
    return this.#order;
  }

  charts(): readonly ChartDescription[] {
    return this.#order.flatMap((id) => this.#good.get(id)?.charts ?? []);
  }

  /** The pipelines that run, and not as their document says now. */
  edited(): readonly string[] {
    return [...this.#waiting.keys()];
  }

  /** What a pipeline with a wrong document is like; undefined of one that is right. */
  broken(id: string): JobStatus | undefined {
    return this.#broken.get(id);
  }

  /** What the pipeline runs as; null where its document is wrong. */
  planOf(id: string): Plan | null {
    this.refuseUnknown(id);
    return this.#good.get(id)?.plan ?? null;
  }

  /** The document as it was taken in last. */
  fileOf(id: string): PipelineFile {
    this.refuseUnknown(id);
    return this.#files.get(id)!;
  }

  add(file: PipelineFile): void {
    this.#order.push(file.id);
    this.#takeIn(file);
    if (this.#good.has(file.id)) void this.#parts.engine.look(file.id);
  }

  /** Takes in what a person has saved; of a pipeline that runs, as soon as it does not, unless only its name has changed. */
  saved(file: PipelineFile): void {
    const { id, text } = file;
    if (text === this.fileOf(id).text) return void this.#waiting.delete(id);
    const [plan, before] = [this.#planIn(file), this.#good.get(id)?.plan];
    if (this.#parts.isActive(id) && !(plan && before && isSameRun(plan, before)))
      return void this.#waiting.set(id, file);
    this.#waiting.delete(id);
    this.#takeIn(file);
  }

  /** Whether a document waits for its pipeline to stop. */
  isWaiting(id: string): boolean {
    return this.#waiting.has(id);
  }

  /** Takes in the document that waited, now that its pipeline does not run. */
  takeInWaiting(id: string): void {
    this.refuseUnknown(id);
    const file = this.#waiting.get(id);
    if (!file || this.#parts.isActive(id)) return;
    this.#waiting.delete(id);
    this.#takeIn(file);
  }

  /** Forgets a pipeline that does not run. */
  forget(id: string): void {
    if (this.#good.has(id)) this.#parts.engine.remove(id);
    this.#order.splice(this.#order.indexOf(id), 1);
    for (const map of [this.#good, this.#broken, this.#files, this.#waiting]) map.delete(id);
  }

  refuseBroken(id: string): void {
    this.refuseUnknown(id);
    const broken = this.#broken.get(id);
    if (broken?.state.kind === 'failed') throw new Fault(broken.state.fault.code, broken.state.fault.message);
  }

  refuseUnknown(id: string): void {
    if (this.#order.includes(id)) return;
    throw new Fault('not-found', `there is no pipeline "${id}"; there are: ${this.#order.join(', ')}`);
  }

  #takeIn(file: PipelineFile): void {
    this.#files.set(file.id, file);
    try {
      this.#takeInChecked(file);
    } catch (error) {
      // One document must not keep the others from running, whatever goes wrong with it.
      this.#addBroken(file.id, describeFault(error));
    }
  }

  #takeInChecked({ id, file, text }: PipelineFile): void {
    if (text instanceof Fault) return this.#addBroken(id, { code: text.code, message: text.message });
    const checked = this.#parts.check(text, file);
    if ('problems' in checked) return this.#addBroken(id, wrongDocument(checked.problems));
    const document = { plan: checked.plan, text };
    if (this.#good.has(id)) this.#parts.engine.replace(id, document);
    else this.#parts.engine.add(id, document);
    this.#broken.delete(id);
    this.#good.set(id, { plan: checked.plan, charts: this.#parts.chartsOf(id, checked.plan) });
  }

  #planIn({ file, text }: PipelineFile): Plan | null {
    const checked = typeof text === 'string' ? this.#parts.check(text, file) : null;
    return checked && 'plan' in checked ? checked.plan : null;
  }

  #addBroken(id: string, fault: FaultDescription): void {
    if (this.#good.delete(id)) this.#parts.engine.remove(id);
    const state = { kind: 'failed', at: this.#parts.now(), fault } as const;
    this.#broken.set(id, { id, name: id, description: '', state, nodes: [], recording: null, checkpoints: [] });
  }
}

/** Whether both do the same, whatever they are called. */
function isSameRun(one: Plan, other: Plan): boolean {
  const run = ({ nodes, settings, filled }: Plan): unknown => ({ nodes, settings, filled });
  return isDeepStrictEqual(run(one), run(other));
}

function wrongDocument(problems: readonly string[]): FaultDescription {
  const advice = 'Correct the document.';
  return { code: 'bad-document', message: [...problems, advice].join('\n') };
}
