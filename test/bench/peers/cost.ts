import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** What a program and all that it started have cost. */
export interface Cost {
  readonly cpuSeconds: number;
  /** Memory that is shared counts in parts. */
  readonly memoryMiB: number;
  readonly processes: number;
}

/** The cost of all processes of the session that `pid` leads, with those that have ended. */
export function costOf(pid: number): Cost {
  let ticks = 0;
  let memoryKiB = 0;
  let processes = 0;
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : null;
    if (stat === null) continue;
    // Behind the name, which may have blanks: state, parent, group, session, … (proc_pid_stat(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(fields[3]) !== pid) continue;
    // Its own time and that of its children that have ended.
    ticks += [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0);
    memoryKiB += Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${name}/smaps_rollup`) ?? '')?.[1] ?? 0);
    processes++;
  }
  return { cpuSeconds: ticks / TICKS_PER_SECOND, memoryMiB: memoryKiB / 1024, processes };
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // Processes come and go.
    return null;
  }
}
