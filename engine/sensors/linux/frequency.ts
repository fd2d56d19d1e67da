import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { allAbsent } from '../absent.ts';
import { FREQUENCY_METRICS } from '../catalogue/cpu.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';
import { listFolder, readText, SensorFile } from './sensor-file.ts';
import { isVirtual } from './temperature.ts';

const METRIC = 'system.cpu.frequency';
const HZ_PER_KHZ = 1000;
const HZ_PER_MHZ = 1_000_000;

interface Processor {
  readonly entity: string;
  readonly file: SensorFile;
}

/** The clock of each processor, from its cpufreq driver; where there is none, from /proc/cpuinfo. */
export class FrequencyReader implements SensorReader {
  readonly name = 'frequency';
  // Asking a processor for its clock interrupts it.
  readonly cadenceMs = 2000;
  readonly timeoutMs = 2000;
  readonly metrics = FREQUENCY_METRICS;
  readonly #root: string;
  #signature: string | null = null;
  #processors: readonly Processor[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  async read(): Promise<readonly Reading[]> {
    this.#look();
    const readings: Reading[] = [];
    for (const { entity, file } of this.#processors) {
      // A processor that is switched off keeps its folder for a moment, and answers with an error.
      give(readings, entity, (await file.read().catch(() => NaN)) * HZ_PER_KHZ);
    }
    if (0 < readings.length) return readings;
    for (const [entity, megahertz] of this.#cpuinfo()) give(readings, entity, megahertz * HZ_PER_MHZ);
    return readings;
  }

  absent(): readonly AbsentMetric[] {
    this.#look();
    if (0 < this.#processors.length || 0 < this.#cpuinfo().length) return [];
    const reason = 'no cpufreq driver tells the clock of the processors, and neither does /proc/cpuinfo';
    const remedy = isVirtual(this.#root) ? null : 'load the driver for your processors: sudo modprobe acpi-cpufreq';
    return allAbsent(this.metrics, reason, remedy);
  }

  forget(): void {
    // Nothing here is a counter.
  }

  close(): void {
    for (const { file } of this.#processors) file.close();
    this.#processors = [];
    this.#signature = null;
  }

  /** Processors are switched on and off while the machine runs. */
  #look(): void {
    const folder = join(this.#root, 'sys/devices/system/cpu');
    const paths = listFolder(folder)
      .filter((name) => /^cpu\d+$/.test(name))
      .map((name) => join(folder, name, 'cpufreq/scaling_cur_freq'))
      .filter((path) => existsSync(path));
    const signature = paths.join(' ');
    if (signature === this.#signature) return;
    this.close();
    this.#signature = signature;
    this.#processors = paths.map((path) => ({
      entity: /cpu(\d+)\/cpufreq/.exec(path)![1]!,
      file: new SensorFile(path),
    }));
  }

  #cpuinfo(): [entity: string, megahertz: number][] {
    const text = readText(join(this.#root, 'proc/cpuinfo')) ?? '';
    const blocks = text.split('\n\n').map((block) => {
      const entity = /^processor\s*:\s*(\d+)$/m.exec(block)?.[1];
      const megahertz = /^cpu MHz\s*:\s*([\d.]+)$/m.exec(block)?.[1];
      return [entity ?? '', Number(megahertz ?? NaN)] as [string, number];
    });
    return blocks.filter(([entity, megahertz]) => entity !== '' && 0 < megahertz);
  }
}

function give(readings: Reading[], entity: string, value: number): void {
  const [least, most] = FREQUENCY_METRICS[0]!.range;
  if (least <= value && value <= most) readings.push({ metric: METRIC, entity, value, unit: 'Hz' });
}
