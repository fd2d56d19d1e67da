import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allAbsent } from '../absent.ts';
import { BATTERY_METRICS } from '../catalogue/hardware.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';
import { listFolder } from './sensor-file.ts';

/**
 * Batteries of the machine itself, from /sys/class/power_supply; those of mice and headsets are left out.
 *
 * Energy (or charge) now ÷ when full, because `capacity` is in whole per cent; that where the driver gives nothing else.
 */
export class BatteryReader implements SensorReader {
  readonly name = 'battery';
  readonly cadenceMs = 10_000;
  readonly timeoutMs = 5000;
  readonly metrics = BATTERY_METRICS;
  readonly #folder: string;

  constructor(root: string) {
    this.#folder = join(root, 'sys/class/power_supply');
  }

  async read(): Promise<readonly Reading[]> {
    const readings: Reading[] = [];
    for (const entity of await this.#batteries()) {
      const value = await charge(join(this.#folder, entity));
      if (value !== null) readings.push({ metric: 'hw.battery.charge', entity, value, unit: '1' });
    }
    return readings;
  }

  async absent(): Promise<readonly AbsentMetric[]> {
    if (0 < (await this.#batteries()).length) return [];
    return allAbsent(this.metrics, 'this machine has no battery under /sys/class/power_supply');
  }

  forget(): void {
    // Nothing here is a counter.
  }

  close(): void {
    // Nothing is held open: a battery is read every ten seconds.
  }

  async #batteries(): Promise<string[]> {
    const batteries: string[] = [];
    for (const name of listFolder(this.#folder)) {
      const [type, scope, present] = await texts(join(this.#folder, name), ['type', 'scope', 'present']);
      if (type === 'Battery' && scope !== 'Device' && present !== '0') batteries.push(name);
    }
    return batteries;
  }
}

async function charge(folder: string): Promise<number | null> {
  for (const kind of ['energy', 'charge']) {
    const [now, full] = await texts(folder, [`${kind}_now`, `${kind}_full`]);
    const share = Number(now || NaN) / Number(full || NaN);
    if (0 <= share && Number.isFinite(share)) return Math.min(1, share);
  }
  const [capacity] = await texts(folder, ['capacity']);
  const share = Number(capacity || NaN) / 100;
  return 0 <= share && share <= 1 ? share : null;
}

// On libuv's threads: the firmware behind these files can take a tenth of a second.
function texts(folder: string, files: readonly string[]): Promise<(string | null)[]> {
  const text = (file: string): Promise<string | null> =>
    readFile(join(folder, file), 'utf8').then(
      (content) => content.trim(),
      () => null,
    );
  return Promise.all(files.map(text));
}
