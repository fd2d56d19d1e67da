import type { PageBridge } from '../bridge.ts';
import { RequestFault } from '../bridge.ts';
import type { DocumentEdit, DocumentReport, OpenDocument } from './contract-types.ts';
import type { Faults } from './faults.svelte.ts';
import { Trial } from './trial.svelte.ts';

/** After how long without a key the text is checked. */
const PAUSE_MS = 200;

/** The document of one pipeline as a person edits it: the one truth that text, forms and graph show. */
export class Draft {
  readonly id: string;
  text = $state('');
  /** As its file has it, and as the pipeline runs. */
  saved = $state('');
  applied = $state('');
  report = $state.raw<DocumentReport | null>(null);
  isLoaded = $state(false);
  /** Whether it could not be read; the banner tells why. */
  isLost = $state(false);
  /** Whether the file was changed by something else since it was read. */
  hasConflict = $state(false);
  isBusy = $state(false);
  /** What it would do with rows that there were. */
  readonly trial: Trial;
  readonly #bridge: PageBridge;
  readonly #faults: Faults;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #checks = 0;

  constructor(id: string, bridge: PageBridge, faults: Faults) {
    this.id = id;
    this.#bridge = bridge;
    this.#faults = faults;
    this.trial = new Trial(id, bridge);
  }

  /** Whether there is something that is not saved. */
  get isDirty(): boolean {
    return this.isLoaded && this.text !== this.saved;
  }

  /** Whether the pipeline does not do what is written here. */
  get isEdited(): boolean {
    return this.isLoaded && this.text !== this.applied;
  }

  get problems(): DocumentReport['problems'] {
    return this.report?.problems ?? [];
  }

  /** Reads the document, with what was left of it unsaved. */
  async load(): Promise<void> {
    this.isLost = false;
    const opened = await this.#faults.attempt(this.#bridge.request('openDocument', this.id));
    this.isLost = opened === null;
    if (opened === null) return;
    // What is being typed here is newer than what main was told of it.
    const text = this.isDirty ? this.text : (opened.draft ?? opened.saved);
    this.#take(opened, text);
    await this.check();
  }

  /** Takes in what a person types. */
  type(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.check(), PAUSE_MS);
  }

  /** Makes changes in the text; comments stay. Gives whether they could be made, the banner tells why not. */
  async change(edits: readonly DocumentEdit[]): Promise<boolean> {
    const before = this.text;
    const after = await this.#faults.attempt(this.#bridge.request('editDocument', before, edits));
    if (after === null || this.text !== before) return false;
    this.text = after;
    await this.check();
    return true;
  }

  /** Asks what can be said of the text as it is now. */
  async check(): Promise<void> {
    clearTimeout(this.#timer);
    const number = ++this.#checks;
    const report = await this.#faults.attempt(this.#bridge.request('checkDocument', this.id, this.text));
    // Who types on is told of what was typed last.
    if (report !== null && number === this.#checks) this.report = report;
  }

  /** Writes the file; `isForced`: whatever it has now. Gives whether it is written. */
  save(isForced = false): Promise<boolean> {
    return this.#busy(async () => {
      const { text } = this;
      try {
        const opened = await this.#bridge.request('saveDocument', this.id, text, isForced ? null : this.saved);
        this.#take(opened, this.text);
        return true;
      } catch (error) {
        if (error instanceof RequestFault && error.code === 'conflict') this.hasConflict = true;
        this.#faults.report({ message: error instanceof Error ? error.message : String(error) });
        return false;
      }
    });
  }

  /** Saves, and lets the pipeline go on as it says now. */
  async apply(): Promise<void> {
    if (this.isDirty && !(await this.save())) return;
    await this.#busy(async () => {
      const status = await this.#faults.attempt(this.#bridge.request('applyDocument', this.id));
      return status !== null;
    });
    await this.load();
  }

  /** Forgets what was not saved, and shows what the file has now. */
  async revert(): Promise<void> {
    const opened = await this.#faults.attempt(this.#bridge.request('discardDraft', this.id));
    if (opened === null) return;
    this.#take(opened, opened.saved);
    await this.check();
  }

  /** The document in Flink SQL; null where it cannot be said, which the banner tells. */
  sql(): Promise<string | null> {
    return this.#faults.attempt(this.#bridge.request('exportFlinkSql', this.id, this.text));
  }

  /** Puts the same on the clipboard; gives whether it is there. */
  async copySql(): Promise<boolean> {
    return (
      (await this.#faults.attempt(this.#bridge.request('copyFlinkSql', this.id, this.text).then(() => true))) === true
    );
  }

  #take({ applied, saved }: OpenDocument, text: string): void {
    this.applied = applied;
    this.saved = saved;
    this.text = text;
    this.hasConflict = false;
    this.isLoaded = true;
  }

  async #busy(work: () => Promise<boolean>): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    try {
      return await work();
    } finally {
      this.isBusy = false;
    }
  }
}
