import { basename } from 'node:path';
import { DurableFiles } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import { nodeFileSystem } from '../files/file-system.ts';
import { writeWhole } from '../recordings/export-rows.ts';
import { takeIn } from '../recordings/take-in.ts';
import { keyFrom } from '../recordings/passphrases.ts';
import { openManifest } from '../recordings/read-rows.ts';
import type { RecordingKey } from '../recordings/recording-key.ts';
import { Fault } from '../fault.ts';
import { exportCharts } from './export-charts.ts';
import { exportSeen } from './export-seen.ts';
import { exportRecording } from './export-recording.ts';
import { Exporter } from './exporter.ts';
import { OpenedRecording, type ReadPart } from './opened-recording.ts';
import type { PlayerOrders } from './orders.ts';
import { keepSparkline, keptSparkline } from './sparkline.ts';
import { LinesCache } from '../data/lines-cache.ts';

type Answers = {
  readonly [N in keyof PlayerOrders]: (...args: Parameters<PlayerOrders[N]>) => Promise<ReturnType<PlayerOrders[N]>>;
};

/** Recordings that are open at once: two that are compared, and those looked at before. */
const OPEN_MAX = 8;

/** Reads recordings for people who look at them. Of an encrypted one it keeps the key once it was opened. */
export class Player implements Answers {
  readonly #cache = new LinesCache<ReadPart>();
  readonly #keys = new Map<string, RecordingKey>();
  readonly #opened = new Map<string, OpenedRecording>();
  readonly #exporter: Exporter;

  constructor(system: FileSystem = nodeFileSystem) {
    this.#exporter = new Exporter(system);
  }

  async open(folder: string, passphrase: string | null) {
    // Opened anew, it is read anew: it may have grown.
    this.#opened.delete(folder);
    const recording = await this.#find(folder, passphrase);
    return recording?.look() ?? null;
  }

  async read(...[folder, span, count]: Parameters<PlayerOrders['read']>) {
    return (await this.#get(folder)).read(span, count);
  }

  async figures(...[folder, span]: Parameters<PlayerOrders['figures']>) {
    return (await this.#get(folder)).figures(span);
  }

  async sparkline(folder: string) {
    const manifest = await openManifest(folder);
    // What is behind a passphrase is not on the disk in plaintext, not even as a picture.
    if (manifest.encrypt === 'age') return null;
    const kept = await keptSparkline(folder, manifest);
    if (kept !== undefined) return kept;
    const made = await new OpenedRecording(folder, manifest, null, new LinesCache<ReadPart>()).sparkline();
    await keepSparkline(folder, manifest, made);
    return made;
  }

  async find(folder: string, condition: string) {
    return (await this.#get(folder)).find(condition);
  }

  takeIn(path: string, library: string) {
    const files = new DurableFiles({ code: 'recording-failed', title: basename(path) });
    return takeIn(files, path, library);
  }

  async exportRecording(...[folder, order]: Parameters<PlayerOrders['exportRecording']>) {
    const manifest = await openManifest(folder);
    const key = this.#keys.get(folder) ?? null;
    // As it is, it stays encrypted.
    if (order.to !== 'millrace' && manifest.encrypt === 'age' && key === null) throw lockedUp(folder);
    return exportRecording(this.#exporter, { folder, manifest, key }, order);
  }

  async exportCharts(...[points, order]: Parameters<PlayerOrders['exportCharts']>) {
    return exportCharts(this.#exporter, points, order);
  }

  async exportSeen(...[seen, order]: Parameters<PlayerOrders['exportSeen']>) {
    return exportSeen(this.#exporter, seen, order);
  }

  async keepFile(...[path, bytes]: Parameters<PlayerOrders['keepFile']>) {
    await writeWhole(this.#exporter.files(path, bytes.length), path, (file) => file.write(bytes));
    return null;
  }

  exported() {
    return Promise.resolve(this.#exporter.share);
  }

  cancelExport() {
    this.#exporter.cancel();
    return Promise.resolve(null);
  }

  async #get(folder: string): Promise<OpenedRecording> {
    const found = await this.#find(folder, null);
    if (found === null) throw lockedUp(folder);
    return found;
  }

  async #find(folder: string, passphrase: string | null): Promise<OpenedRecording | null> {
    const opened = this.#opened.get(folder);
    if (opened !== undefined) return opened;
    const manifest = await openManifest(folder);
    let key = this.#keys.get(folder) ?? null;
    if (manifest.encrypt === 'age' && passphrase !== null) key = await keyFrom(folder, manifest, [passphrase]);
    if (manifest.encrypt === 'age' && key === null) return null;
    if (key !== null) this.#keys.set(folder, key);
    const recording = new OpenedRecording(folder, manifest, key, this.#cache);
    this.#opened.set(folder, recording);
    const [oldest] = this.#opened.keys();
    if (OPEN_MAX < this.#opened.size) this.#opened.delete(oldest!);
    return recording;
  }
}

function lockedUp(folder: string): Fault {
  return new Fault('recording-failed', `${folder} is encrypted: open it with its passphrase`);
}
