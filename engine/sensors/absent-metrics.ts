import { createReaders } from './readers.ts';
import type { ReaderOptions } from './readers.ts';
import type { AbsentMetric, SensorReader } from './sensor.ts';

/** For each metric that this machine does not have: why, and what would allow it. */
export async function absentMetrics(options: ReaderOptions = {}): Promise<readonly AbsentMetric[]> {
  const readers = createReaders(options);
  try {
    return await absentOf(readers);
  } finally {
    for (const reader of readers) reader.close();
  }
}

/** What `readers` say is absent, in their order. */
export async function absentOf(readers: readonly SensorReader[]): Promise<readonly AbsentMetric[]> {
  const answers = await Promise.all(readers.map((reader) => ask(reader)));
  return answers.flat();
}

async function ask(reader: SensorReader): Promise<readonly AbsentMetric[]> {
  try {
    return await reader.absent();
  } catch (error) {
    // A reader that cannot even tell what it lacks must not keep the others from telling.
    const reason = `sensor "${reader.name}" failed: ${error instanceof Error ? error.message : String(error)}`;
    return reader.metrics.map(({ metric }) => ({ metric, reason, remedy: null }));
  }
}
