import { mkdir, readFile } from 'node:fs/promises';
import { appendFully, crc32, Fault, systemReason } from '../../engine/index.ts';
import type { PipelineEvent } from '../ipc/contract.ts';
import { HOUR_MS, HourFiles } from '../screen/hour-files.ts';

/** An event and its pipeline. */
export type EventOf = readonly [id: string, event: PipelineEvent];

interface KeptEventsParts {
  readonly now: () => number;
  /** Hears once that nothing can be kept any more. */
  readonly onTrouble: (error: unknown) => void;
  /** Appends to a file, off this thread; tests bring one that hangs. */
  readonly append?: (path: string, bytes: Uint8Array) => Promise<void>;
}

/** What may wait for a disk that does not answer: the newest of it. */
const WAITING_MAX = 1_000;
const DIGITS = 8;

/**
 * What happened to the pipelines in the last day, on the disk beside the points of their charts: so charts know after a restart why readings are
 * missing. A line with a checksum for each event; no call waits for the disk, and a kill loses what came in the last moment.
 */
export class KeptEvents {
  readonly #folder: string;
  readonly #parts: KeptEventsParts;
  readonly #files: HourFiles;
  #waiting: string[] = [];
  #writing: Promise<void> | null = null;
  #checkedHour = NaN;
  #isBroken = false;

  constructor(folder: string, parts: KeptEventsParts) {
    this.#folder = folder;
    this.#parts = parts;
    this.#files = new HourFiles(folder, '.events');
  }

  put(id: string, event: PipelineEvent): void {
    if (this.#isBroken) return;
    this.#waiting = [...this.#waiting, lineOf([id, event])].slice(-WAITING_MAX);
    this.#writing ??= this.#writeAll();
  }

  /** All that there is, the oldest first; what is cut off or damaged is left out. */
  async read(): Promise<readonly EventOf[]> {
    const texts: string[] = [];
    // One that has gone meanwhile has none.
    for (const hour of await this.#files.hours())
      texts.push(await readFile(this.#files.file(hour), 'utf8').catch(() => ''));
    return texts.flatMap((text) => text.split('\n')).flatMap((line) => eventIn(line) ?? []);
  }

  /** Settles when all that was put is with the system, or told to be lost. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    try {
      while (0 < this.#waiting.length) await this.#write(this.#waiting.splice(0).join(''));
    } catch (error) {
      // Events are in memory still; a sentence for each of them would help nobody.
      this.#isBroken = true;
      this.#parts.onTrouble(cannotWrite(this.#folder, error));
    }
    this.#writing = null;
  }

  async #write(text: string): Promise<void> {
    const hour = Math.floor(this.#parts.now() / HOUR_MS);
    await mkdir(this.#folder, { recursive: true });
    await (this.#parts.append ?? appendFully)(this.#files.file(hour), Buffer.from(text));
    if (this.#checkedHour !== hour) await this.#files.forget(hour);
    this.#checkedHour = hour;
  }
}

function cannotWrite(folder: string, error: unknown): Fault {
  const advice = 'free some space and start the app again to have the charts of today after a restart';
  return new Fault('internal', `charts: cannot write ${folder} (${systemReason(error)}); ${advice}`);
}

/** The line begins with its end: so half of one that a kill has left does not spoil the next. */
function lineOf(event: EventOf): string {
  const json = JSON.stringify(event);
  return `\n${checksumOf(json)} ${json}`;
}

function eventIn(line: string): [EventOf] | null {
  const json = line.slice(DIGITS + 1);
  return json !== '' && line === `${checksumOf(json)} ${json}` ? [JSON.parse(json) as EventOf] : null;
}

function checksumOf(json: string): string {
  return crc32(Buffer.from(json)).toString(16).padStart(DIGITS, '0');
}
