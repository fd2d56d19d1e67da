import path from 'node:path';
import {
  Fault,
  systemReason,
  type Engine,
  type JobStatus,
  type KeptSpan,
  type RecordingOrder,
  type RecordingStatus,
  type RecordingSummary,
} from '../../engine/index.ts';
import { recordedPipeline } from './recorded-pipeline.ts';

/** How often the list is told anew while a recording grows. */
const REFRESH_MS = 2_000;

export interface RecordingDeskParts {
  readonly engine: Pick<Engine, 'statuses' | 'start' | 'startRecording' | 'stopRecording' | 'keepRecent'>;
  /** The library's folder, absolute; a person may choose another one at any time. */
  readonly folder: () => string;
  readonly library: Library;
  /** Whether recordings are made for who knows a passphrase. */
  readonly isEncrypted: () => boolean;
  readonly shell: Shell;
  /** Hears the whole list whenever it has changed. */
  readonly onChange: (recordings: readonly RecordingSummary[]) => void;
  readonly onFault: (error: unknown) => void;
}

/** The engine's functions over a folder of recordings. */
export interface Library {
  /** `made`: the ids of those that are being made now. */
  list(folder: string, made: ReadonlySet<string>): Promise<readonly RecordingSummary[]>;
  /** The absolute folder of one recording; throws a Fault if there is none of that id. */
  folderOf(folder: string, id: string): Promise<string>;
  /** What a recording of the pipeline `title` that begins now, and its folder, is called: none of `taken`. */
  newName(title: string, taken: readonly string[]): string;
}

/** A recording that was made after the fact, and from when to when its rows came. */
export interface KeptRecording extends KeptSpan {
  readonly id: string;
}

/** What the desktop does with files, of Electron's `shell`. */
export interface Shell {
  showItemInFolder(fullPath: string): void;
  trashItem(fullPath: string): Promise<void>;
}

/** Makes, lists, shows and removes recordings. */
export class RecordingDesk {
  readonly #parts: RecordingDeskParts;
  #starting: Promise<RecordingStatus> | null = null;
  #keeping: Promise<KeptRecording> | null = null;
  /** The id of the one that is made after the fact now; empty without one. */
  #kept = '';
  #names = '';
  #timer: NodeJS.Timeout | null = null;
  #isListing = false;
  /** Why the last list could not be had; empty where it could. */
  #trouble = '';
  #isStale = false;

  constructor(parts: RecordingDeskParts) {
    this.#parts = parts;
  }

  async list(): Promise<readonly RecordingSummary[]> {
    const running = new Map(this.#running().map(({ recording }) => [recording.name, recording]));
    const recordings = await this.#parts.library.list(this.#parts.folder(), new Set([...running.keys(), this.#kept]));
    return recordings.map((each) => withCounts(each, running.get(each.id)));
  }

  /** Starts to record the pipeline that shows most of this machine, for who knows `passphrase`. Asked again, or while one is made, gives that one. */
  start(passphrase: string | null = null): Promise<RecordingStatus> {
    const [running] = this.#running();
    if (running) return Promise.resolve(running.recording);
    this.#starting ??= this.#start(passphrase).finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  /** Closes every recording that is being made. */
  async stop(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    const running = this.#running();
    await Promise.all(running.map(({ id }) => this.#parts.engine.stopRecording(id)));
    this.follow();
    if (0 < running.length) await this.#tell();
  }

  /** Makes a recording of the last ten minutes of the pipeline that a recording would be made of, for who knows `passphrase`. Asked again meanwhile, gives that one. */
  keepRecent(passphrase: string | null = null): Promise<KeptRecording> {
    this.#keeping ??= this.#keep(passphrase).finally(() => {
      this.#keeping = null;
    });
    return this.#keeping;
  }

  /** The absolute folder of a recording; a Fault if there is none of that id. */
  folderOf(id: string): Promise<string> {
    return this.#parts.library.folderOf(this.#parts.folder(), id);
  }

  async reveal(id: string): Promise<void> {
    this.#parts.shell.showItemInFolder(await this.folderOf(id));
  }

  /** Moves a recording to the system's trash; one that is being made is refused. */
  async remove(id: string): Promise<void> {
    if (this.#running().some(({ recording }) => recording.name === id))
      throw new Fault('conflict', `recording "${id}": it is being made; stop it first`);
    const folder = await this.folderOf(id);
    try {
      await this.#parts.shell.trashItem(folder);
    } catch (error) {
      const advice = `nothing was removed; remove the folder ${folder} yourself`;
      throw new Fault(
        'recording-failed',
        `recording "${id}": the trash does not take it (${systemReason(error)}); ${advice}`,
      );
    }
    await this.#tell();
  }

  /**
   * Looks at what is being recorded now: tells the list when that has changed, every two seconds while it goes on, and
   * once after: a job that ends says so before its recording is closed.
   */
  follow(): void {
    const names = this.#running()
      .map(({ recording }) => recording.name)
      .join('\n');
    if (names === this.#names) return;
    this.#names = names;
    void this.#tell();
    this.#timer ??= setInterval(() => this.#refresh(), REFRESH_MS);
  }

  /** Another folder was chosen, or something else may have changed it: tells what is in it. */
  moved(): void {
    void this.#tell();
  }

  /** Stops to follow. */
  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  async #keep(passphrase: string | null): Promise<KeptRecording> {
    this.#refuseOpen(passphrase);
    const { id, name } = await this.#pipeline();
    const order = await this.#order(name, passphrase);
    this.#kept = order.name;
    const kept = await this.#parts.engine.keepRecent(id, order).finally(() => (this.#kept = ''));
    await this.#tell();
    return { id: order.name, ...kept };
  }

  async #start(passphrase: string | null): Promise<RecordingStatus> {
    this.#refuseOpen(passphrase);
    const pipeline = await this.#pipeline();
    const status = await this.#parts.engine.startRecording(pipeline.id, await this.#order(pipeline.name, passphrase));
    this.follow();
    return status;
  }

  /** Where recordings are encrypted, nothing is written without a passphrase. */
  #refuseOpen(passphrase: string | null): void {
    if (this.#parts.isEncrypted() && (passphrase ?? '') === '')
      throw new Fault('bad-request', 'recording: the settings have recordings encrypted; give it a passphrase');
  }

  /** A new recording of the pipeline `title`, in a folder of its own. */
  async #order(title: string, passphrase: string | null): Promise<RecordingOrder> {
    const taken = (await this.#parts.library.list(this.#parts.folder(), new Set())).map(({ id }) => id);
    const name = this.#parts.library.newName(title, taken);
    const folder = path.join(this.#parts.folder(), name);
    return { folder, name, format: 'ndjson', ...(passphrase !== null && { passphrase }) };
  }

  /** The one that is recorded, once it runs. */
  async #pipeline(): Promise<JobStatus> {
    const found = recordedPipeline(this.#parts.engine.statuses());
    if (!found) throw new Fault('conflict', 'recording: no pipeline is running; start one first');
    return found.state.kind === 'running' ? found : this.#parts.engine.start(found.id);
  }

  #running(): { id: string; recording: RecordingStatus }[] {
    return this.#parts.engine.statuses().flatMap(({ id, recording }) => (recording === null ? [] : { id, recording }));
  }

  #refresh(): void {
    if (this.#names === '') this.close();
    void this.#tell();
  }

  async #tell(): Promise<void> {
    this.#isStale = true;
    // Whoever lists now lists once more, so that the last list that is told is never an old one.
    if (this.#isListing) return;
    this.#isListing = true;
    while (this.#isStale) {
      this.#isStale = false;
      await this.list()
        .then((list) => {
          this.#trouble = '';
          this.#parts.onChange(list);
        })
        .catch((error: unknown) => this.#note(error));
    }
    this.#isListing = false;
  }

  /** A folder that cannot be listed is told of once, however often it is looked at. */
  #note(error: unknown): void {
    const trouble = String(error);
    if (trouble !== this.#trouble) this.#parts.onFault(error);
    this.#trouble = trouble;
  }
}

// The manifest counts finished parts only; a recording that is being made has more.
function withCounts(summary: RecordingSummary, running: RecordingStatus | undefined): RecordingSummary {
  // It may have been closed since its counts were told: then its manifest knows better.
  if (!running || summary.state !== 'recording') return summary;
  return { ...summary, rows: running.rows, bytes: running.bytes };
}
