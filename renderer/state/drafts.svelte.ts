import type { PageBridge } from '../bridge.ts';
import type { Kind } from './contract-types.ts';
import { Draft } from './draft.svelte.ts';
import type { Faults } from './faults.svelte.ts';

/** The documents that a person edits. */
export class Drafts {
  /** The pipelines that run, and not as their document says now. */
  edited = $state.raw<ReadonlySet<string>>(new Set());
  /** The tables of the contract; null before they are needed. */
  keys = $state.raw<Kind | null>(null);
  /** Whether they could not be had; the banner tells why. */
  areKeysLost = $state(false);
  readonly #drafts = new Map<string, Draft>();
  readonly #bridge: PageBridge;
  readonly #faults: Faults;

  constructor(bridge: PageBridge, faults: Faults) {
    this.#bridge = bridge;
    this.#faults = faults;
  }

  /** Takes in which pipelines do not run as their document says. */
  receive(edited: readonly string[]): void {
    this.edited = new Set(edited);
  }

  /** The document of pipeline `id`; it is read when it is asked for first, and once more each time. */
  open(id: string): Draft {
    const draft = this.#drafts.get(id) ?? new Draft(id, this.#bridge, this.#faults);
    this.#drafts.set(id, draft);
    void draft.load();
    void this.loadKeys();
    return draft;
  }

  /** A pipeline was given another name: so is what is being edited of it. */
  async renamed(id: string, name: string): Promise<void> {
    const draft = this.#drafts.get(id);
    if (draft?.isDirty) await draft.change([{ kind: 'set', path: ['name'], value: name }]);
    await draft?.load();
  }

  /** Forgets a document whose pipeline is gone. */
  forget(id: string): void {
    this.#drafts.delete(id);
  }

  /** Has the tables of the contract brought, where they are not there. */
  async loadKeys(): Promise<void> {
    this.areKeysLost = false;
    this.keys ??= await this.#faults.attempt(this.#bridge.request('documentKeys'));
    this.areKeysLost = this.keys === null;
  }
}
