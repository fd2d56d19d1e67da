import { accessSync, constants, existsSync } from 'node:fs';
import type { AbsentMetric, MetricDescription } from './sensor.ts';

/** Says of each of `metrics` that it is absent for `reason`; `remedy` null: nothing would allow it. */
export function allAbsent(
  metrics: readonly MetricDescription[],
  reason: string,
  remedy: string | null = null,
): AbsentMetric[] {
  return metrics.map(({ metric }) => ({ metric, reason, remedy }));
}

/** All of `metrics` where the file they are read from is missing or may not be read; else none. */
export function absentWithout(path: string, metrics: readonly MetricDescription[]): AbsentMetric[] {
  if (!existsSync(path)) {
    return allAbsent(metrics, `this system has no ${path}; some containers and sandboxes do not show it`);
  }
  if (isReadable(path)) return [];
  return allAbsent(metrics, `${path} may not be read by this user (permission denied)`, readingRemedy(path));
}

/** Whether this user may read `path`. */
export function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    // Whatever the reason is, the answer is no.
    return false;
  }
}

/** How a person gives their own user the right to read `path`, without running this program as root. */
export function readingRemedy(path: string): string {
  return `see which group may read it with: ls -l ${path}; then join that group with: sudo usermod -aG GROUP $USER, and log in again`;
}
