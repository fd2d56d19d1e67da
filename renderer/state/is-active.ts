import type { JobState } from './contract-types.ts';

/** Whether a job holds the machine now: then it can be stopped, else started. */
export function isActive({ kind }: JobState): boolean {
  return kind === 'starting' || kind === 'running' || kind === 'stopping' || kind === 'restarting';
}
