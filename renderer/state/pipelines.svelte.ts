import type { PageBridge } from '../bridge.ts';
import { ownName } from '../messages/own-names.ts';
import type { JobStatus, PipelineEvent, RecordingStatus, RowsOutput, TappedRows } from './contract-types.ts';
import { Deploying } from './deploying.svelte.ts';
import { Drafts } from './drafts.svelte.ts';
import type { Faults } from './faults.svelte.ts';
import { routeHref } from './route.svelte.ts';
import { isActive } from './is-active.ts';
import { Shelf } from './shelf.svelte.ts';
import { RateMeter, type JobRates } from './rates.ts';

const NO_RATES: JobRates = new Map();

/** A tab of a pipeline, or the rows of one of its nodes. */
export interface Landing {
  readonly pipeline: string;
  readonly show: 'windows' | { readonly node: string; readonly output: RowsOutput };
}

/** The pipelines as main last told them, and what a person has asked of them. */
export class Pipelines {
  #told = $state.raw<readonly JobStatus[]>([]);
  /** With names of the page's language, where the app gave them. */
  readonly all = $derived(this.#told.map(named));
  rates = $state.raw<ReadonlyMap<string, JobRates>>(new Map());
  /** Ids with a request under way: their buttons wait. */
  busy = $state.raw<ReadonlySet<string>>(new Set());
  /** What of a pipeline is to be shown, as soon as it is looked at. */
  landing = $state.raw<Landing | null>(null);
  /** Their documents as they are edited. */
  readonly drafts: Drafts;
  readonly shelf: Shelf;
  readonly #meters = new Map<string, RateMeter>();
  readonly #bridge: PageBridge;
  readonly #faults: Faults;

  constructor(bridge: PageBridge, faults: Faults) {
    this.#bridge = bridge;
    this.#faults = faults;
    this.drafts = new Drafts(bridge, faults);
    this.shelf = new Shelf(bridge, faults, this.drafts);
  }

  /** Takes in the statuses of all pipelines, which came at `nowMs`. */
  receive(all: readonly JobStatus[], nowMs: number): void {
    this.#told = all;
    this.rates = new Map(all.map((status) => [status.id, this.#meter(status.id).next(status, nowMs)]));
  }

  find(id: string | null): JobStatus | undefined {
    return this.all.find((status) => status.id === id);
  }

  ratesOf(id: string): JobRates {
    return this.rates.get(id) ?? NO_RATES;
  }

  /** The recording that is being made, of whichever pipeline. */
  get recording(): RecordingStatus | null {
    return this.all.find((status) => status.recording !== null)?.recording ?? null;
  }

  /** A pipeline on its way to a cluster of Flink. */
  deploy(id: string): Deploying {
    return new Deploying(id, this.#bridge);
  }

  start(id: string): Promise<void> {
    return this.#ask(id, () => this.#bridge.request('startPipeline', id));
  }

  stop(id: string): Promise<void> {
    return this.#ask(id, () => this.#bridge.request('stopPipeline', id));
  }

  /** Saves the state of a running pipeline, which goes on. */
  save(id: string): Promise<void> {
    return this.#ask(id, () => this.#bridge.request('savePipeline', id));
  }

  stopAndSave(id: string): Promise<void> {
    return this.#ask(id, () => this.#bridge.request('stopAndSavePipeline', id));
  }

  /** Starts a stopped pipeline from one of its checkpoints or savepoints. */
  startFrom(id: string, checkpoint: number): Promise<void> {
    return this.#ask(id, () => this.#bridge.request('startPipelineFrom', id, checkpoint));
  }

  /** Puts an example among the pipelines; gives whether it is there, the banner tells why not. */
  async addExample(id: string): Promise<boolean> {
    return (await this.#faults.attempt(this.#bridge.request('addExample', id))) !== null;
  }

  /** Puts an example among the pipelines, starts it, and shows it. */
  async startExample(id: string): Promise<void> {
    if (this.find(id) === undefined && !(await this.addExample(id))) return;
    this.land({ pipeline: id, show: 'windows' });
    const status = this.find(id);
    if (status === undefined || !isActive(status.state)) await this.start(id);
  }

  /** Shows a part of a pipeline. */
  land(landing: Landing): void {
    this.landing = landing;
    location.hash = routeHref('pipelines', landing.pipeline);
  }

  /** The document of a pipeline; null where it cannot be had, which the banner tells. */
  text(id: string): Promise<string | null> {
    return this.#faults.attempt(this.#bridge.request('readPipeline', id));
  }

  /** What happened to a pipeline, the newest first; null where it cannot be had. */
  events(id: string): Promise<readonly PipelineEvent[] | null> {
    return this.#faults.attempt(this.#bridge.request('listEvents', id));
  }

  /** The last rows of a node; null where they cannot be had, which the banner tells. */
  lastRows(id: string, node: string, output: RowsOutput = 'main'): Promise<TappedRows | null> {
    return this.#faults.attempt(this.#bridge.request('tapNode', id, node, output));
  }

  async #ask(id: string, request: () => Promise<JobStatus>): Promise<void> {
    if (this.busy.has(id)) return;
    this.busy = new Set([...this.busy, id]);
    const status = await this.#faults.attempt(request());
    this.busy = new Set([...this.busy].filter((other) => other !== id));
    if (status !== null) this.#told = this.#told.map((other) => (other.id === status.id ? status : other));
  }

  #meter(id: string): RateMeter {
    const meter = this.#meters.get(id) ?? new RateMeter();
    this.#meters.set(id, meter);
    return meter;
  }
}

function named(status: JobStatus): JobStatus {
  const { name, description } = status;
  return { ...status, name: ownName(name), description: ownName(description) };
}
