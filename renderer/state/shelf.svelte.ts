import type { PageBridge } from '../bridge.ts';
import type { JobStatus } from './contract-types.ts';
import type { Drafts } from './drafts.svelte.ts';
import type { Faults } from './faults.svelte.ts';
import { routeHref } from './route.svelte.ts';

/** Makes, copies, renames and deletes pipelines. */
export class Shelf {
  /** What was deleted last, and can be put back. */
  deleted = $state.raw<{ readonly id: string; readonly name: string } | null>(null);
  /** The pipeline that is to be opened to be edited, as soon as it is looked at. */
  made = $state<string | null>(null);
  madeNode: string | null = null;
  readonly #bridge: PageBridge;
  readonly #faults: Faults;
  readonly #drafts: Drafts;

  constructor(bridge: PageBridge, faults: Faults, drafts: Drafts) {
    this.#bridge = bridge;
    this.#faults = faults;
    this.#drafts = drafts;
  }

  /** Makes a pipeline, of another one's document or a first one of its own, and shows it. */
  async create(name: string, from: string | null): Promise<void> {
    const status = await this.#faults.attempt(this.#bridge.request('createPipeline', name, from));
    if (status === null) return;
    this.edit(status.id);
  }

  /** Shows a pipeline, opened to be edited, with the form of `node` where one is named. */
  edit(id: string, node: string | null = null): void {
    this.made = id;
    this.madeNode = node;
    location.hash = routeHref('pipelines', id);
  }

  async rename(id: string, name: string): Promise<void> {
    const status = await this.#faults.attempt(this.#bridge.request('renamePipeline', id, name));
    if (status !== null) await this.#drafts.renamed(id, name);
  }

  /** Deletes a pipeline and leaves its page. */
  async remove(pipeline: Pick<JobStatus, 'id' | 'name'>): Promise<void> {
    if (await this.drop(pipeline)) location.hash = routeHref('pipelines');
  }

  /** Deletes a pipeline; gives whether it is gone. */
  async drop({ id, name }: Pick<JobStatus, 'id' | 'name'>): Promise<boolean> {
    const isGone = await this.#faults.attempt(this.#bridge.request('deletePipeline', id).then(() => true));
    if (isGone === null) return false;
    this.#drafts.forget(id);
    this.deleted = { id, name };
    return true;
  }

  /** Puts back what was deleted, and shows it. */
  async restore(id: string): Promise<void> {
    if (await this.putBack(id)) location.hash = routeHref('pipelines', id);
  }

  /** Puts back what was deleted; gives whether it is there. */
  async putBack(id: string): Promise<boolean> {
    const status = await this.#faults.attempt(this.#bridge.request('restorePipeline', id));
    if (this.deleted?.id === id) this.deleted = null;
    return status !== null;
  }
}
