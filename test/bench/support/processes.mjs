import fs from 'node:fs';

/** Clock ticks per second of the counters in /proc/PID/stat; 100 on every Linux that runs here. */
const TICKS_PER_SECOND = 100;

/** A process and everything that it started, by number. @param {number} root @returns {number[]} */
export function processTree(root) {
  const children = new Map();
  for (const name of fs.readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    const stat = statOf(Number(name));
    if (stat) children.set(stat.parent, [...(children.get(stat.parent) ?? []), Number(name)]);
  }
  const tree = [root];
  for (let i = 0; i < tree.length; i++) tree.push(...(children.get(tree[i]) ?? []));
  return tree;
}

/** Seconds of CPU that the processes have used so far. @param {readonly number[]} pids */
export function cpuSeconds(pids) {
  return pids.reduce((total, pid) => total + (statOf(pid)?.cpuSeconds ?? 0), 0);
}

/** Proportional set size of the processes together, in MiB: shared pages count once, divided among those who share them. */
export function pssMiB(pids) {
  return pids.reduce((total, pid) => total + pssOf(pid), 0) / 1024;
}

/** What a process is to Electron: its own word, `main` for the one that starts the others. @param {number} pid */
export function kindOf(pid) {
  try {
    const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return /--utility-sub-type=(?:\w+\.)*(\w+)/.exec(command)?.[1] ?? /--type=([\w-]+)/.exec(command)?.[1] ?? 'main';
  } catch {
    return 'gone';
  }
}

function pssOf(pid) {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // It ended between two looks.
  }
}

function statOf(pid) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything, also brackets.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND };
  } catch {
    return null;
  }
}
