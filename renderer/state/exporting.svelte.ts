import type { PageBridge } from '../bridge.ts';
import type { Range } from '../live/range.ts';
import type { ExportChoice, Exported, TappedRows } from './contract-types.ts';
import type { Faults } from './faults.svelte.ts';

/** How often it is asked how far an export is. */
const LOOK_MS = 250;

/** What is to be exported. */
export interface ExportSubject {
  /** What a person calls it, and the file. */
  readonly name: string;
  /** The part of time that is seen; null where there is no such part. */
  readonly seen: Range | null;
  readonly of:
    | { readonly recording: string }
    | { readonly charts: readonly string[] }
    /** Rows that only the page has: of a part of time, or all of them. */
    | { readonly rows: (span: Range | null) => TappedRows };
}

/** One export at a time: what a person wants, how far it is, and what it was. */
export class Exporting {
  /** What a person is asked about; null: nothing. */
  subject = $state.raw<ExportSubject | null>(null);
  /** The name of what is being written; null: nothing is. */
  busy = $state<string | null>(null);
  /** From 0 to 1; null while a person still chooses where to. */
  share = $state<number | null>(null);
  /** What was exported last, until a person has seen it. */
  done = $state.raw<Exported | null>(null);
  readonly #bridge: PageBridge;
  readonly #faults: Faults;

  constructor(bridge: PageBridge, faults: Faults) {
    this.#bridge = bridge;
    this.#faults = faults;
  }

  /** Asks how something is to be exported. */
  ask(subject: ExportSubject): void {
    this.subject = subject;
  }

  /** Exports what a person was asked about. */
  async start(choice: ExportChoice): Promise<void> {
    const { subject } = this;
    this.subject = null;
    if (subject === null) return;
    const { name, of } = subject;
    await this.#run(name, () => {
      if ('recording' in of) return this.#bridge.request('exportRecording', of.recording, choice);
      if ('charts' in of) return this.#bridge.request('exportCharts', name, of.charts, choice);
      return this.#bridge.request('exportSeen', name, of.rows(choice.span), { ...choice, span: null });
    });
  }

  /** Keeps a picture of a chart. */
  async savePicture(name: string, picture: Promise<Uint8Array>): Promise<void> {
    await this.#run(name, async () => this.#bridge.request('saveChartPicture', name, await picture));
  }

  async cancel(): Promise<void> {
    await this.#faults.attempt(this.#bridge.request('cancelExport'));
  }

  async reveal(): Promise<void> {
    await this.#faults.attempt(this.#bridge.request('revealExport'));
  }

  forget(): void {
    this.done = null;
  }

  async #run(name: string, request: () => Promise<Exported | null>): Promise<void> {
    if (this.busy !== null) return;
    this.busy = name;
    this.done = null;
    const timer = setInterval(() => void this.#look(), LOOK_MS);
    this.done = await this.#faults.attempt(request());
    clearInterval(timer);
    this.busy = null;
    this.share = null;
  }

  async #look(): Promise<void> {
    // What keeps the export from going on is told by its own answer.
    const share = await this.#bridge.request('exportShare').catch(() => null);
    if (this.busy !== null) this.share = share;
  }
}
