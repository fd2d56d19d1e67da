import type { Reading, SensorReader } from '../../../../engine/sensors/sensor.ts';
import type { FakeTime } from './fake-time.ts';

/** Readings as `metric entity` → value, rounded to twelve digits. */
export function values(readings: readonly Reading[]): Record<string, number> {
  return Object.fromEntries(
    readings.map(({ metric, entity, value }) => [`${metric} ${entity}`, Number(value.toPrecision(12))]),
  );
}

/** What `reader` says one second from now, as `values`. */
export async function nextSecond(reader: SensorReader, time: FakeTime): Promise<Record<string, number>> {
  time.skip(1000);
  return values(await reader.read(time));
}
