import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../time/clock.ts';
import { GPU_METRICS } from '../catalogue/hardware.ts';
import type { AbsentMetric, MetricDescription, Reading, SensorReader } from '../sensor.ts';
import { HangWatch } from './hang-watch.ts';
import type { FileParts } from './hang-watch.ts';
import { linkedName, listFolder, readText, SensorFile } from './sensor-file.ts';
import type { SensorFileParts } from './sensor-file.ts';

interface Source {
  readonly description: MetricDescription;
  readonly factor: number;
  readonly file: SensorFile;
}

interface Card {
  readonly entity: string;
  readonly driver: string;
  readonly sources: readonly Source[];
  /** Whether it sleeps: reading would wake it. */
  isAsleep(): boolean;
}

// Where drivers keep each metric, in its order in the table, and what turns their unit into ours.
const FILES: readonly [path: string, metric: number, factor: number][] = [
  ['device/gpu_busy_percent', 0, 0.01],
  ['device/mem_info_vram_used', 1, 1],
  ['device/mem_info_vram_total', 2, 1],
  ['gt_act_freq_mhz', 3, 1e6],
  ['gt/gt0/rps_act_freq_mhz', 3, 1e6],
  ['device/tile0/gt0/freq0/act_freq', 3, 1e6],
];

/** What graphics cards do, from the files of their drivers under /sys/class/drm. */
export class GpuReader implements SensorReader {
  readonly name = 'gpu';
  readonly cadenceMs = 2000;
  readonly timeoutMs = 2000;
  readonly metrics = GPU_METRICS;
  readonly #folder: string;
  #signature: string | null = null;
  #cards: readonly Card[] = [];

  readonly #watch: HangWatch;
  readonly #files: SensorFileParts;

  constructor(root: string, { warn, files = {} }: FileParts = {}) {
    this.#folder = join(root, 'sys/class/drm');
    this.#watch = new HangWatch(warn);
    this.#files = files;
  }

  async read(clock: Clock): Promise<readonly Reading[]> {
    this.#look();
    const readings: Reading[] = [];
    for (const card of this.#cards) if (!card.isAsleep()) await this.#readCard(card, clock, readings);
    return readings;
  }

  absent(): readonly AbsentMetric[] {
    this.#look();
    const given = new Set(this.#cards.flatMap(({ sources }) => sources.map(({ description }) => description)));
    const { reason, remedy } = this.#why();
    return GPU_METRICS.filter((each) => !given.has(each)).map(({ metric }) => ({ metric, reason, remedy }));
  }

  forget(): void {
    // Nothing here is a counter.
  }

  close(): void {
    for (const { sources } of this.#cards) for (const { file } of sources) file.close();
    this.#cards = [];
    this.#signature = null;
  }

  async #readCard({ entity, sources }: Card, clock: Clock, readings: Reading[]): Promise<void> {
    for (const { description, factor, file } of sources) {
      const { metric, unit, range } = description;
      const reading = this.#watch.read({ metric, entity, file }, clock.monotonic(), readings);
      // A card that has just gone to sleep answers with an error, and so does one that is gone.
      const value = factor * (await reading.catch(() => NaN));
      if (range[0] <= value && value <= range[1]) readings.push({ metric, entity, value, unit });
    }
  }

  #why(): { reason: string; remedy: string | null } {
    const drivers = [...new Set(this.#cards.map(({ driver }) => driver))];
    if (drivers.length === 0) return { reason: `there is no graphics card under ${this.#folder}`, remedy: null };
    const reason = `the driver of the graphics card (${drivers.join(', ')}) does not tell it in a file`;
    if (!drivers.includes('nvidia')) return { reason, remedy: null };
    return { reason, remedy: "none here: NVIDIA's own tool nvidia-smi tells it, but wakes a sleeping card" };
  }

  #look(): void {
    const names = listFolder(this.#folder).filter((name) => /^card\d+$/.test(name));
    if (names.join(' ') === this.#signature) return;
    this.close();
    this.#signature = names.join(' ');
    this.#cards = names.map((name) => describeCard(join(this.#folder, name), name, this.#files));
  }
}

function describeCard(folder: string, name: string, files: SensorFileParts): Card {
  const driver = linkedName(join(folder, 'device/driver')) ?? 'unknown';
  const address = linkedName(join(folder, 'device')) ?? name;
  const sources: Source[] = [];
  for (const [path, metric, factor] of FILES) {
    const description = GPU_METRICS[metric]!;
    if (sources.some((each) => each.description === description) || !existsSync(join(folder, path))) continue;
    sources.push({ description, factor, file: new SensorFile(join(folder, path), files) });
  }
  const isAsleep = (): boolean => /^suspend/.test(readText(join(folder, 'device/power/runtime_status')) ?? '');
  return { entity: `${driver} ${address}`, driver, sources, isAsleep };
}
