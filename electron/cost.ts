import { readFile } from 'node:fs/promises';
import type { AppCost } from './ipc/contract.ts';

/** What all processes take, whatever it is for. */
export type ProgramCost = Pick<AppCost, 'cpuPercent' | 'memoryBytes'>;

/** How often the cost is measured while somebody looks, and while nobody does. */
export const COST_SHOWN_MS = 2_000;
export const COST_HIDDEN_MS = 5_000;

/** The kernel walks a process's pages to tell its share of memory, so that is asked less often. */
export const MEMORY_EVERY_MS = 10_000;

/** One process of the app, of Electron's `app.getAppMetrics()`. */
export interface ProcessCost {
  readonly pid: number;
  /** Percent of all cores together since the call before. */
  readonly cpu: { readonly percentCPUUsage: number };
  /** Kilobytes. */
  readonly memory: { readonly workingSetSize: number };
}

export interface CostMeterParts {
  readonly processes: () => readonly ProcessCost[];
  readonly cores: number;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  /** Bytes that the process has to itself and its share of what it has in common with others; null where the system does not tell. */
  readonly shareOf: (pid: number) => Promise<number | null>;
}

/** Measures what all processes of the app take together. */
export class CostMeter {
  readonly #parts: CostMeterParts;
  #memoryBytes = 0;
  #memoryAt = -Infinity;

  constructor(parts: CostMeterParts) {
    this.#parts = parts;
  }

  /** Begins the span of time that the first measure is about. */
  begin(): void {
    this.#parts.processes();
  }

  async measure(): Promise<ProgramCost> {
    const processes = this.#parts.processes();
    const now = this.#parts.monotonic();
    if (MEMORY_EVERY_MS <= now - this.#memoryAt) {
      this.#memoryAt = now;
      this.#memoryBytes = await this.#memoryOf(processes);
    }
    let share = 0;
    for (const { cpu } of processes) share += cpu.percentCPUUsage;
    return { cpuPercent: share * this.#parts.cores, memoryBytes: this.#memoryBytes };
  }

  async #memoryOf(processes: readonly ProcessCost[]): Promise<number> {
    const sizes = await Promise.all(
      processes.map(async ({ pid, memory }) => (await this.#parts.shareOf(pid)) ?? memory.workingSetSize * 1_024),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  }
}

/** The proportional set size of a process in bytes, from `/proc`; null where there is none, or it is not for us to read. */
export async function proportionalSetSize(pid: number): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1_024;
}
