import type { PageBridge } from '../bridge.ts';
import type { Pair } from '../recordings/alignment.ts';
import { Comparison } from '../recordings/comparison.svelte.ts';
import { Player } from '../recordings/player.svelte.ts';
import { Sparklines } from '../recordings/sparklines.svelte.ts';
import type { Imported, KeptRecording, RecordingStatus, RecordingSummary } from './contract-types.ts';
import type { Faults } from './faults.svelte.ts';
import { routeHref } from './route.svelte.ts';

/** The sample while it is being made, which has no id yet. */
const SAMPLE = '';

/** What a person asked for and main has not answered yet. */
type Asked = 'start' | 'stop' | null;

/** The library of recordings, and the one that is being made. */
export class Recordings {
  all = $state.raw<readonly RecordingSummary[]>([]);
  asked = $state<Asked>(null);
  /** What waits for its passphrase: a new recording, or one of the last minutes; null: nothing. */
  asksPassphrase = $state<'start' | 'keep' | null>(null);
  /** Whether recordings are made for who knows a passphrase. */
  isEncrypted: () => boolean = () => false;
  /** Ids with a request under way. */
  busy = $state.raw<ReadonlySet<string>>(new Set());
  isKeeping = $state(false);
  /** What was kept of the last minutes, until a person has seen it. */
  kept = $state.raw<KeptRecording | null>(null);
  /** What a person has stopped to record, and how long it is, until they have seen it. */
  made = $state.raw<{ readonly id: string; readonly lengthMs: number } | null>(null);
  isImporting = $state(false);
  /** What was taken in last, until a person has seen it. */
  imported = $state.raw<readonly Imported[]>([]);
  #current = $state.raw<RecordingStatus | null>(null);
  readonly sparklines: Sparklines;
  readonly #bridge: PageBridge;
  readonly #faults: Faults;

  constructor(bridge: PageBridge, faults: Faults) {
    this.#bridge = bridge;
    this.sparklines = new Sparklines(bridge);
    this.#faults = faults;
  }

  /** The recording that is being made; null without one. */
  get current(): RecordingStatus | null {
    return this.#current;
  }

  /** Whether the button shows that it records: at once when it is pressed, not when main has answered. */
  get isRecording(): boolean {
    return this.asked === null ? this.#current !== null : this.asked === 'start';
  }

  receive(all: readonly RecordingSummary[]): void {
    this.all = all;
  }

  /** Takes in what the pipelines say of their recording. */
  receiveCurrent(current: RecordingStatus | null): void {
    this.#current = current;
  }

  /** Starts or stops to record, whichever the button says. A press while main has not answered does nothing. */
  async toggle(): Promise<void> {
    if (this.asked !== null) return;
    if (this.#current !== null) await this.#stop(this.#current);
    else if (this.isEncrypted()) this.asksPassphrase = 'start';
    else await this.#start(null);
    this.asked = null;
  }

  /** Makes what waited for its passphrase. */
  async givePassphrase(passphrase: string): Promise<void> {
    const what = this.asksPassphrase;
    this.asksPassphrase = null;
    if (what === 'keep') await this.#keep(passphrase);
    else await this.#startWith(passphrase);
  }

  /** A player of one recording, which is not opened yet. */
  player(id: string): Player {
    return new Player(id, { bridge: this.#bridge, faults: this.#faults });
  }

  /** Two recordings side by side, which are not opened yet. */
  comparison(ids: Pair<string>): Comparison {
    return new Comparison(ids, { bridge: this.#bridge, faults: this.#faults });
  }

  /** Makes a recording of the last minutes. */
  async keepRecent(): Promise<void> {
    if (this.isKeeping) return;
    if (this.isEncrypted()) this.asksPassphrase = 'keep';
    else await this.#keep(null);
  }

  /** Asks a person for files, and takes them in. */
  import(): Promise<void> {
    return this.#import(() => this.#bridge.request('importRecordings'));
  }

  /** Takes in what was dropped on the window. */
  importDropped(): Promise<void> {
    return this.#import(() => this.#bridge.request('importDropped'));
  }

  forgetImported(): void {
    this.imported = [];
  }

  forgetKept(): void {
    this.kept = null;
  }

  forgetMade(): void {
    this.made = null;
  }

  async reveal(id: string): Promise<void> {
    await this.#ask(id, () => this.#bridge.request('revealRecording', id));
  }

  async delete(id: string): Promise<void> {
    await this.#ask(id, () => this.#bridge.request('deleteRecording', id));
  }

  /** Makes the sample recording where it is not there yet, and shows it. */
  async openSample(): Promise<void> {
    if (this.busy.has(SAMPLE)) return;
    this.busy = new Set([...this.busy, SAMPLE]);
    const id = await this.#faults.attempt(this.#bridge.request('makeSample'));
    this.busy = new Set([...this.busy].filter((other) => other !== SAMPLE));
    if (id !== null) location.hash = routeHref('recordings', id);
  }

  async #import(ask: () => Promise<readonly Imported[]>): Promise<void> {
    if (this.isImporting) return;
    this.isImporting = true;
    this.imported = [];
    const all = (await this.#faults.attempt(ask())) ?? [];
    this.isImporting = false;
    for (const { fault } of all) if (fault !== null) this.#faults.report(fault);
    this.imported = all.filter(({ id }) => id !== null);
    const [only, ...others] = this.imported;
    if (only !== undefined) location.hash = routeHref('recordings', others.length === 0 ? only.id! : undefined);
  }

  async #startWith(passphrase: string): Promise<void> {
    if (this.asked !== null || this.#current !== null) return;
    await this.#start(passphrase);
    this.asked = null;
  }

  async #keep(passphrase: string | null): Promise<void> {
    this.isKeeping = true;
    this.kept = null;
    this.kept = await this.#faults.attempt(this.#bridge.request('keepRecent', ...given(passphrase)));
    this.isKeeping = false;
  }

  async #start(passphrase: string | null): Promise<void> {
    this.asked = 'start';
    this.made = null;
    const status = await this.#faults.attempt(this.#bridge.request('startRecording', ...given(passphrase)));
    if (status !== null) this.#current = status;
  }

  async #stop({ name, since }: RecordingStatus): Promise<void> {
    this.asked = 'stop';
    const lengthMs = Date.now() - since;
    const isStopped = await this.#faults.attempt(this.#bridge.request('stopRecording').then(() => true));
    if (isStopped === null) return;
    this.#current = null;
    this.made = { id: name, lengthMs };
  }

  async #ask(id: string, request: () => Promise<null>): Promise<void> {
    if (this.busy.has(id)) return;
    this.busy = new Set([...this.busy, id]);
    await this.#faults.attempt(request());
    this.busy = new Set([...this.busy].filter((other) => other !== id));
  }
}

/** An argument that is only there where there is something to give. */
function given(passphrase: string | null): readonly [] | readonly [string] {
  return passphrase === null ? [] : [passphrase];
}
