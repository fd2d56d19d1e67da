import { readFileSync } from 'node:fs';
import type { Manifest } from './recording.ts';

/** This process, as a manifest names it. */
export function thisWriter(): Manifest['writer'] {
  return {
    pid: process.pid,
    startedAt: new Date(performance.timeOrigin).toISOString(),
    mark: processMark(process.pid),
  };
}

/** Whether the process that a manifest names still lives. */
export function isAlive(writer: Manifest['writer']): boolean {
  if (!isRunning(writer.pid)) return false;
  // Numbers of processes are given again: where the system tells more, another process with that number is told apart.
  const mark = processMark(writer.pid);
  return writer.mark === null || mark === null || writer.mark === mark;
}

/** Whether the process that a manifest names is this one. */
export function isThisProcess(writer: Manifest['writer']): boolean {
  return writer.pid === process.pid && isAlive(writer);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be asked, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What no other process has had since the machine was made: the boot and the tick in which it was started; null where the system does not tell. */
function processMark(pid: number): string | null {
  if (process.platform !== 'linux') return null;
  try {
    // From /proc, reading is a copy of memory: the synchronous call is the cheaper one.
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name, in brackets, with anything in it; the start time is the 22nd.
    const startTick = status.slice(status.lastIndexOf(')') + 2).split(' ')[19];
    return `${boot}:${startTick}`;
  } catch {
    // The process has ended, or /proc is closed to us.
    return null;
  }
}
