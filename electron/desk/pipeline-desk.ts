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
    'add' | 'look' | 'start' | 'startFrom' | 'stop' | 'savepoint' | 'stopWithSavepoint' | 'statuses' | 'tap'
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
  readonly #texts = new Map<string, string>();
  readonly #charts: ChartDescription[] = [];

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
    return this.#charts;
  }

  /** Starts `first`, and what ran when the app was left; `onTrouble` hears what cannot start, which keeps none of the others. */
  startAgain(first: string, onTrouble: (error: unknown) => void): void {
    const ids = new Set([first, ...this.#parts.running.ids]);
    for (const id of this.#order) if (ids.has(id)) this.start(id).catch(onTrouble);
  }

  async start(id: string): Promise<JobStatus> {
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
    return this.#texts.get(id) ?? '';
  }

  /** The last rows of a node of a running pipeline. */
  async tap(id: string, node: string, output: TapOrder['output']): Promise<TappedRows> {
    this.#refuseUnknown(id);
    return this.#parts.engine.tap(id, node, output);
  }

  #add(file: PipelineFile): void {
    this.#order.push(file.id);
    if (typeof file.text === 'string') this.#texts.set(file.id, file.text);
    try {
      this.#addChecked(file);
    } catch (error) {
      // One document must not keep the others from running, whatever goes wrong with it.
      this.#addBroken(file.id, describeFault(error));
    }
  }

  #addChecked({ id, file, text }: PipelineFile): void {
    if (text instanceof Fault) return this.#addBroken(id, { code: text.code, message: text.message });
    const checked = this.#parts.check(text, file);
    if ('problems' in checked) return this.#addBroken(id, wrongDocument(checked.problems));
    this.#parts.engine.add(id, { plan: checked.plan, text });
    void this.#parts.engine.look(id);
    this.#charts.push(...this.#parts.chartsOf(id, checked.plan));
  }

  #addBroken(id: string, fault: FaultDescription): void {
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

function wrongDocument(problems: readonly string[]): FaultDescription {
  const advice = 'Correct the document and start the app again.';
  return { code: 'bad-document', message: [...problems, advice].join('\n') };
}
