import type { Engine, JobStatus, Plan, TapOrder, TappedRows } from '../../engine/index.ts';
import type { ChartDescription } from '../ipc/contract.ts';
import { PipelineDocuments, type PipelineDocumentsParts } from './pipeline-documents.ts';
import type { PipelineFile } from './pipeline-folder.ts';
import type { RunningList } from './running-list.ts';

export interface PipelineDeskParts extends Omit<PipelineDocumentsParts, 'engine' | 'isActive'> {
  readonly engine: PipelineDocumentsParts['engine'] &
    Pick<Engine, 'start' | 'startFrom' | 'stop' | 'savepoint' | 'stopWithSavepoint' | 'statuses' | 'tap'>;
  /** Which pipelines a person wants to run. */
  readonly running: Pick<RunningList, 'ids' | 'add' | 'remove'>;
}

/**
 * The pipelines of the app: those that the engine runs and, among them, those whose document is wrong. A wrong document
 * is a pipeline that has failed, with everything that is wrong with it, and never keeps the others from running.
 */
export class PipelineDesk {
  readonly #parts: PipelineDeskParts;
  readonly #documents: PipelineDocuments;

  constructor(parts: PipelineDeskParts) {
    this.#parts = parts;
    this.#documents = new PipelineDocuments({ ...parts, isActive: (id) => this.isActive(id) });
  }

  /** Takes in documents, each stopped, or failed where it is wrong. */
  add(files: readonly PipelineFile[]): void {
    for (const file of files) this.#documents.add(file);
  }

  /** Every pipeline in the order in which it was taken in. */
  statuses(): readonly JobStatus[] {
    const running = new Map(this.#parts.engine.statuses().map((status) => [status.id, status]));
    return this.#documents.ids.flatMap((id) => running.get(id) ?? this.#documents.broken(id) ?? []);
  }

  charts(): readonly ChartDescription[] {
    return this.#documents.charts();
  }

  /** The pipelines that run, and not as their document says now. */
  edited(): readonly string[] {
    return this.#documents.edited();
  }

  /** What the pipeline runs as; null where its document is wrong. */
  planOf(id: string): Plan | null {
    return this.#documents.planOf(id);
  }

  /** The file of a pipeline's document. */
  fileOf(id: string): string {
    return this.#documents.fileOf(id).file;
  }

  /** The document of a pipeline as it was read. */
  text(id: string): string {
    const { text } = this.#documents.fileOf(id);
    return typeof text === 'string' ? text : '';
  }

  isActive(id: string): boolean {
    const kind = this.#statusOf(id).state.kind;
    return kind === 'starting' || kind === 'running' || kind === 'stopping' || kind === 'restarting';
  }

  /** Takes in what a person has saved. A pipeline that runs goes on as it is until `restart`, unless only its name has changed. */
  saved(file: PipelineFile): void {
    this.#documents.saved(file);
  }

  /** Lets a pipeline go on as its document says now, from its state where that fits; one that does not run is only taken in. */
  async restart(id: string): Promise<JobStatus> {
    const isActive = this.isActive(id);
    if (isActive && this.#documents.isWaiting(id)) await this.#parts.engine.stop(id);
    return isActive ? this.start(id) : this.#statusOf(id);
  }

  /** Stops a pipeline and forgets it. What it left on disk stays. */
  async remove(id: string): Promise<void> {
    await this.stop(id);
    this.#documents.forget(id);
  }

  /** Starts `first`, and what ran when the app was left; `onTrouble` hears what cannot start, which keeps none of the others. */
  startAgain(first: string, onTrouble: (error: unknown) => void): void {
    const ids = new Set([first, ...this.#parts.running.ids]);
    for (const id of this.#documents.ids) if (ids.has(id)) this.start(id).catch(onTrouble);
  }

  async start(id: string): Promise<JobStatus> {
    this.#documents.takeInWaiting(id);
    this.#documents.refuseBroken(id);
    const status = await this.#parts.engine.start(id);
    this.#parts.running.add(id);
    return status;
  }

  async stop(id: string): Promise<JobStatus> {
    this.#documents.refuseUnknown(id);
    this.#parts.running.remove(id);
    return this.#documents.broken(id) ?? this.#parts.engine.stop(id);
  }

  /** Starts a pipeline from checkpoint or savepoint number `checkpoint` of its own. */
  async startFrom(id: string, checkpoint: number): Promise<JobStatus> {
    this.#documents.takeInWaiting(id);
    this.#documents.refuseBroken(id);
    const status = await this.#parts.engine.startFrom(id, checkpoint);
    this.#parts.running.add(id);
    return status;
  }

  /** Saves the state of a running pipeline, which goes on. */
  async save(id: string): Promise<JobStatus> {
    this.#documents.refuseUnknown(id);
    await this.#parts.engine.savepoint(id);
    return this.#statusOf(id);
  }

  /** Stops a running pipeline and saves the state in which it stopped. */
  async stopAndSave(id: string): Promise<JobStatus> {
    this.#documents.refuseUnknown(id);
    this.#parts.running.remove(id);
    await this.#parts.engine.stopWithSavepoint(id);
    return this.#statusOf(id);
  }

  /** The last rows of a node of a running pipeline. */
  async tap(id: string, node: string, output: TapOrder['output']): Promise<TappedRows> {
    this.#documents.refuseUnknown(id);
    return this.#parts.engine.tap(id, node, output);
  }

  #statusOf(id: string): JobStatus {
    this.#documents.refuseUnknown(id);
    return this.statuses().find((status) => status.id === id)!;
  }
}
