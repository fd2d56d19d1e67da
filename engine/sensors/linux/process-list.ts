import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

/** So many processes are read before others get their turn: about a millisecond and a half. */
const AT_ONCE = 40;

/** Calls `visit` with the number of each process of `root`, in slices that keep nobody waiting. */
export async function eachProcess(root: string, visit: (pid: string) => void): Promise<void> {
  const pids = readdirSync(join(root, 'proc')).filter((name) => /^\d+$/.test(name));
  for (let i = 0; i < pids.length; i++) {
    visit(pids[i]!);
    if (i % AT_ONCE === AT_ONCE - 1) await setImmediate();
  }
}

/** The text of a file of a process; null once it has ended, and where this user may not read it. */
export function processText(root: string, pid: string, file: string): string | null {
  try {
    // Reading /proc is a memory copy, and the synchronous call the cheaper one.
    return readFileSync(join(root, 'proc', pid, file), 'latin1');
  } catch {
    // Processes come and go; those of others are theirs.
    return null;
  }
}

/** Amounts by name, and those with most of it. */
export class TopNames {
  readonly #amounts = new Map<string, number>();

  /** Adds `amount` to what `name` has. */
  add(name: string, amount: number): void {
    this.#amounts.set(name, (this.#amounts.get(name) ?? 0) + amount);
  }

  /** The `count` names with most, the most first; those with nothing are left out. */
  top(count: number): [name: string, amount: number][] {
    const some = [...this.#amounts].filter(([, amount]) => 0 < amount);
    return some.sort(([left, a], [right, b]) => b - a || (left < right ? -1 : 1)).slice(0, count);
  }
}
