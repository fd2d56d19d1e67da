import { isDeepStrictEqual } from 'node:util';
import {
  describeFault,
  Fault,
  type Engine,
  type FaultDescription,
  type JobStatus,
  type Plan,
  type TapOrder,
  type TappedRows,
} from '../../engine/index.ts';
import type { ChartDescription } from '../ipc/contract.ts';
import type { PipelineFile } from './pipeline-folder.ts';
import type { RunningList } from './running-list.ts';

/** What a document says, or all that is wrong with it, one line each. */
export type CheckedDocument = { readonly plan: Plan } | { readonly problems: readonly string[] };

export interface PipelineDeskParts {
  readonly engine: Pick<
    Engine,
    | 'add'
    | 'look'
    | 'start'
    | 'startFrom'
    | 'stop'
    | 'savepoint'
    | 'stopWithSavepoint'
    | 'statuses'
    | 'tap'
    | 'replace'
    | 'remove'
  >;
  readonly check: (text: string, file: string) => CheckedDocument;
  readonly chartsOf: (id: string, plan: Plan) => readonly ChartDescription[];
  readonly now: () => number;
  /** Which pipelines a person wants to run. */
  readonly running: Pick<RunningList, 'ids' | 'add' | 'remove'>;
}

/**
 * The pipelines of the app: those that the engine runs and, among them, those whose document is wrong. A wrong document
 * is a pipeline that has failed, with everything that is wrong with it, and never keeps the others from running.
 */
export class PipelineDesk {
  readonly #parts: PipelineDeskParts;
  readonly #order: string[] = [];
  readonly #broken = new Map<string, JobStatus>();
  /** Each as it was taken in last. */
  readonly #files = new Map<string, PipelineFile>();
  /** Documents that were saved while their pipeline ran as another one says. */
  readonly #waiting = new Map<string, PipelineFile>();
  readonly #good = new Map<string, Good>();

  constructor(parts: PipelineDeskParts) {
    this.#parts = parts;
  }

  /** Takes in documents, each stopped, or failed where it is wrong. */
  add(files: readonly PipelineFile[]): void {
    for (const file of files) this.#add(file);
  }

  /** Every pipeline in the order of the documents' names. */
  statuses(): readonly JobStatus[] {
    const running = new Map(this.#parts.engine.statuses().map((status) => [status.id, status]));
    return this.#order.flatMap((id) => running.get(id) ?? this.#broken.get(id) ?? []);
  }

  charts(): readonly ChartDescription[] {
    return this.#order.flatMap((id) => this.#good.get(id)?.charts ?? []);
  }

  /** The pipelines that run, and not as their document says now. */
  edited(): readonly string[] {
    return [...this.#waiting.keys()];
  }

  /** What the pipeline runs as; null where its document is wrong. */
  planOf(id: string): Plan | null {
    this.#refuseUnknown(id);
    return this.#good.get(id)?.plan ?? null;
  }

  /** The file of a pipeline's document. */
  fileOf(id: string): string {
    this.#refuseUnknown(id);
    return this.#files.get(id)!.file;
  }

  isActive(id: string): boolean {
    const kind = this.#statusOf(id).state.kind;
    return kind === 'starting' || kind === 'running' || kind === 'stopping' || kind === 'restarting';
  }

  /** Takes in what a person has saved. A pipeline that runs goes on as it is until `restart`, unless only its name has changed. */
  saved(file: PipelineFile): void {
    const { id, text } = file;
    if (text === this.text(id)) return void this.#waiting.delete(id);
    const [plan, before] = [this.#planIn(file), this.#good.get(id)?.plan];
    if (this.isActive(id) && !(plan && before && isSameRun(plan, before))) return void this.#waiting.set(id, file);
    this.#waiting.delete(id);
    this.#takeIn(file);
  }

  /** Lets a pipeline go on as its document says now, from its state where that fits; one that does not run is only taken in. */
  async restart(id: string): Promise<JobStatus> {
    const isActive = this.isActive(id);
    if (isActive && this.#waiting.has(id)) await this.#parts.engine.stop(id);
    return isActive ? this.start(id) : this.#statusOf(id);
  }

  /** Stops a pipeline and forgets it. What it left on disk stays. */
  async remove(id: string): Promise<void> {
    await this.stop(id);
    if (this.#good.has(id)) this.#parts.engine.remove(id);
    this.#order.splice(this.#order.indexOf(id), 1);
    for (const map of [this.#good, this.#broken, this.#files, this.#waiting]) map.delete(id);
  }

  /** Starts `first`, and what ran when the app was left; `onTrouble` hears what cannot start, which keeps none of the others. */
  startAgain(first: string, onTrouble: (error: unknown) => void): void {
    const ids = new Set([first, ...this.#parts.running.ids]);
    for (const id of this.#order) if (ids.has(id)) this.start(id).catch(onTrouble);
  }

  async start(id: string): Promise<JobStatus> {
    this.#takeInWaiting(id);
    this.#refuseBroken(id);
    const status = await this.#parts.engine.start(id);
    this.#parts.running.add(id);
    return status;
  }

  async stop(id: string): Promise<JobStatus> {
    this.#refuseUnknown(id);
    this.#parts.running.remove(id);
    return this.#broken.get(id) ?? this.#parts.engine.stop(id);
  }

  /** Starts a pipeline from checkpoint or savepoint number `checkpoint` of its own. */
  async startFrom(id: string, checkpoint: number): Promise<JobStatus> {
    this.#takeInWaiting(id);
    this.#refuseBroken(id);
    const status = await this.#parts.engine.startFrom(id, checkpoint);
    this.#parts.running.add(id);
    return status;
  }

  /** Saves the state of a running pipeline, which goes on. */
  async save(id: string): Promise<JobStatus> {
    this.#refuseUnknown(id);
    await this.#parts.engine.savepoint(id);
    return this.#statusOf(id);
  }

  /** Stops a running pipeline and saves the state in which it stopped. */
  async stopAndSave(id: string): Promise<JobStatus> {
    this.#refuseUnknown(id);
    this.#parts.running.remove(id);
    await this.#parts.engine.stopWithSavepoint(id);
    return this.#statusOf(id);
  }

  /** The document of a pipeline as it was read. */
  text(id: string): string {
    this.#refuseUnknown(id);
    const text = this.#files.get(id)?.text;
    return typeof text === 'string' ? text : '';
  }

  /** The last rows of a node of a running pipeline. */
  async tap(id: string, node: string, output: TapOrder['output']): Promise<TappedRows> {
    this.#refuseUnknown(id);
    return this.#parts.engine.tap(id, node, output);
  }

  #add(file: PipelineFile): void {
    this.#order.push(file.id);
    this.#takeIn(file);
    if (this.#good.has(file.id)) void this.#parts.engine.look(file.id);
  }

  #takeInWaiting(id: string): void {
    this.#refuseUnknown(id);
    const file = this.#waiting.get(id);
    if (!file || this.isActive(id)) return;
    this.#waiting.delete(id);
    this.#takeIn(file);
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

  #statusOf(id: string): JobStatus {
    this.#refuseUnknown(id);
    return this.statuses().find((status) => status.id === id)!;
  }

  #refuseBroken(id: string): void {
    this.#refuseUnknown(id);
    const broken = this.#broken.get(id);
    if (broken?.state.kind === 'failed') throw new Fault(broken.state.fault.code, broken.state.fault.message);
  }

  #refuseUnknown(id: string): void {
    if (this.#order.includes(id)) return;
    throw new Fault('not-found', `there is no pipeline "${id}"; there are: ${this.#order.join(', ')}`);
  }
}

/** A pipeline whose document is right. */
interface Good {
  readonly plan: Plan;
  readonly charts: readonly ChartDescription[];
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
