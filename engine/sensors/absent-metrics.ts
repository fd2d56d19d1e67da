import { createReaders } from './readers.ts';
import type { ReaderOptions } from './readers.ts';
import type { AbsentMetric, SensorReader } from './sensor.ts';
import { systemTimers } from './timers.ts';
import type { Timers } from './timers.ts';

/** For each metric that this machine does not have: why, and what would allow it. */
export async function absentMetrics(options: ReaderOptions = {}): Promise<readonly AbsentMetric[]> {
  const readers = createReaders(options);
  try {
    return await absentOf(readers, options.timers);
  } finally {
    for (const reader of readers) reader.close();
  }
}

/** What `readers` say is absent, in their order. */
export async function absentOf(
  readers: readonly SensorReader[],
  timers: Timers = systemTimers,
): Promise<readonly AbsentMetric[]> {
  const answers = await Promise.all(readers.map((reader) => ask(reader, timers)));
  return answers.flat();
}

// A reader that cannot even tell what it lacks, or does not come to tell it, must not keep the others from telling.
async function ask(reader: SensorReader, timers: Timers): Promise<readonly AbsentMetric[]> {
  let cancel = (): void => undefined;
  const tooLong = new Promise<readonly AbsentMetric[]>((resolve) => {
    cancel = timers.after(reader.timeoutMs, () =>
      resolve(allAbsent(reader, `did not answer within ${reader.timeoutMs / 1000} s`)),
    );
  });
  try {
    return await Promise.race([tooLong, reader.absent()]);
  } catch (error) {
    return allAbsent(reader, `failed: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    cancel();
  }
}

function allAbsent(reader: SensorReader, trouble: string): readonly AbsentMetric[] {
  const reason = `sensor "${reader.name}" ${trouble}`;
  return reader.metrics.map(({ metric }) => ({ metric, reason, remedy: null }));
}
