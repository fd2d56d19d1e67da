import fs from 'node:fs';

const TICKS_PER_SECOND = 100;
const LOOK_MS = 50;

/**
 * Follows what processes take from now on, until `stop`: seconds of processors, and the most memory that they had at a time.
 * @param {readonly number[]} pids
 * @returns {{ stop(): { cpuSeconds: number, peakMiB: number } }}
 */
export function processFigures(pids) {
  const first = new Map(pids.map((pid) => [pid, ticksOf(pid) ?? 0]));
  const last = new Map(first);
  let peakMiB = 0;
  const look = () => {
    for (const pid of pids) last.set(pid, ticksOf(pid) ?? last.get(pid) ?? 0);
    peakMiB = Math.max(
      peakMiB,
      pids.reduce((sum, pid) => sum + residentMiB(pid), 0),
    );
  };
  const timer = setInterval(look, LOOK_MS);
  return {
    stop() {
      look();
      clearInterval(timer);
      const ticks = pids.reduce((sum, pid) => sum + (last.get(pid) ?? 0) - (first.get(pid) ?? 0), 0);
      return { cpuSeconds: ticks / TICKS_PER_SECOND, peakMiB };
    },
  };
}

/** @param {number} pid */
function ticksOf(pid) {
  const text = read(`/proc/${pid}/stat`);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** @param {number} pid */
function residentMiB(pid) {
  return Number(/VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`) ?? '')?.[1] ?? 0) / 1024;
}

/** @param {string} file */
function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    // The process is gone.
    return null;
  }
}
