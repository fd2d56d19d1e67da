import { join } from 'node:path';
import type { Reading } from '../sensor.ts';
import { plausibleTemperature } from '../temperature-range.ts';
import { listFolder, readText, SensorFile } from './sensor-file.ts';

interface Zone {
  readonly entity: string;
  readonly file: SensorFile;
}

/** The temperatures of /sys/class/thermal: what boards without monitoring chips have, such as small ARM computers. */
export class ThermalZones {
  readonly #folder: string;
  #zones: readonly Zone[] | null = null;

  constructor(root: string) {
    this.#folder = join(root, 'sys/class/thermal');
  }

  /** How many zones there are. */
  count(): number {
    return this.#find().length;
  }

  async read(): Promise<Reading[]> {
    const readings: Reading[] = [];
    for (const { entity, file } of this.#find()) {
      // A zone whose sensor is off answers with an error, and has no row then.
      const raw = await file.read().catch(() => NaN);
      const value = plausibleTemperature(raw / 1000);
      if (value !== null) readings.push({ metric: 'hw.temperature', entity, value, unit: 'Cel' });
    }
    return readings;
  }

  close(): void {
    for (const { file } of this.#zones ?? []) file.close();
    this.#zones = null;
  }

  #find(): readonly Zone[] {
    if (this.#zones !== null && 0 < this.#zones.length) return this.#zones;
    const folders = listFolder(this.#folder).filter((name) => name.startsWith('thermal_zone'));
    const types = folders.map((name) => readText(join(this.#folder, name, 'type')) ?? name);
    this.#zones = folders.map((name, i) => ({
      entity: types.indexOf(types[i]!) === types.lastIndexOf(types[i]!) ? types[i]! : `${types[i]!} ${name.slice(12)}`,
      file: new SensorFile(join(this.#folder, name, 'temp')),
    }));
    return this.#zones;
  }
}
