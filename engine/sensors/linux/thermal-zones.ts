import { join } from 'node:path';
import type { Reading } from '../sensor.ts';
import { listFolder, readText, SensorFile } from './sensor-file.ts';

interface Zone {
  readonly entity: string;
  readonly file: SensorFile;
}

/** The temperatures of /sys/class/thermal: what boards without monitoring chips have, such as small ARM computers. */
export class ThermalZones {
  readonly #folder: string;
  readonly #value: (celsius: number, entity: string) => number | null;
  #zones: readonly Zone[] | null = null;

  /** `value`: what of the degrees of an entity can be true, else null. */
  constructor(root: string, value: (celsius: number, entity: string) => number | null) {
    this.#value = value;
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
      const value = this.#value(raw / 1000, entity);
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
