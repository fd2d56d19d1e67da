import type { PageBridge } from '../bridge.ts';
import type { Deployment, DeploymentPreview, DeployTables } from './contract-types.ts';

/** How often it is asked how far a deployment is. */
const LOOK_MS = 500;
const OVER = ['FINISHED', 'FAILED', 'CANCELED'];

/** One pipeline on its way to a cluster of Flink, as a person sees and steers it. */
export class Deploying {
  readonly #id: string;
  readonly #bridge: PageBridge;
  /** Not while a person fills in the form for the next one. */
  #isFollowed = true;
  preview = $state.raw<DeploymentPreview | null>(null);
  told = $state.raw<Deployment | null>(null);
  /** What this program says against it; null: nothing. */
  refusal = $state<string | null>(null);
  tables = $state<DeployTables>('filesystem');
  gateway = $state('');
  folder = $state('');
  values = $state<Record<string, string>>({});
  isBusy = $state(false);

  constructor(id: string, bridge: PageBridge) {
    this.#id = id;
    this.#bridge = bridge;
  }

  /** Whether there is a job that may still run. */
  get hasJob(): boolean {
    return this.told !== null && this.told.job !== null && !OVER.includes(this.told.state ?? '');
  }

  get isUnderWay(): boolean {
    return this.told !== null && this.told.phase !== 'refused' && this.told.phase !== 'ended';
  }

  /** Reads the SQL, and how far it is; until the returned function is called, what becomes of it is followed. */
  follow(): () => void {
    void this.#look();
    void this.choose(this.tables);
    const timer = setInterval(() => void this.#look(), LOOK_MS);
    return () => clearInterval(timer);
  }

  /** Says what becomes of sources and sinks of this machine. */
  async choose(tables: DeployTables): Promise<void> {
    this.tables = tables;
    const preview = await this.#ask(() => this.#bridge.request('previewDeployment', this.#id, tables));
    if (preview === null || this.tables !== tables) return;
    this.preview = preview;
    this.gateway ||= preview.gateway;
    this.values = Object.fromEntries(preview.missing.map((name) => [name, this.values[name] ?? '']));
  }

  start(): Promise<void> {
    const { gateway, tables } = this;
    const order = { gateway: gateway.trim(), tables, values: { ...this.values } };
    return this.#act(() => this.#bridge.request('startDeployment', this.#id, order));
  }

  stop(): Promise<void> {
    const folder = this.folder.trim();
    return this.#act(() => this.#bridge.request('stopDeployment', this.#id, folder === '' ? null : folder));
  }

  cancel(): Promise<void> {
    return this.#act(() => this.#bridge.request('cancelDeployment', this.#id));
  }

  /** Back to the form. */
  again(): void {
    this.#isFollowed = false;
    this.told = null;
    void this.choose(this.tables);
  }

  async openJob(): Promise<void> {
    await this.#ask(() => this.#bridge.request('openDeployedJob', this.#id));
  }

  /** Whether the SQL was kept. */
  async save(): Promise<boolean> {
    return (await this.#ask(() => this.#bridge.request('saveDeploymentSql', this.#id, this.tables))) === true;
  }

  /** Whether the SQL is on the clipboard. */
  async copy(): Promise<boolean> {
    const copied = (): Promise<boolean> =>
      this.#bridge.request('copyDeploymentSql', this.#id, this.tables).then(() => true);
    return (await this.#ask(copied)) === true;
  }

  async #act(request: () => Promise<Deployment>): Promise<void> {
    this.isBusy = true;
    const told = await this.#ask(request);
    if (told !== null) {
      this.#isFollowed = true;
      this.told = told;
    }
    this.isBusy = false;
  }

  async #look(): Promise<void> {
    if (!this.#isFollowed) return;
    const told = await this.#bridge.request('readDeployment', this.#id).catch(() => null);
    if (told !== null && this.#isFollowed) this.told = told;
  }

  async #ask<T>(request: () => Promise<T>): Promise<T | null> {
    try {
      this.refusal = null;
      return await request();
    } catch (error) {
      this.refusal = error instanceof Error ? error.message : String(error);
      return null;
    }
  }
}
