import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// Memory disks, loops, floppies, optical drives and the hidden paths of a multipath NVMe disk.
const NEVER = /^(loop|ram|zram|fd|sr)\d+$|^nvme\d+c\d+n\d+$/;

/**
 * Which names in /proc/diskstats are whole disks.
 *
 * Counted are block devices with hardware behind them (/sys/block/NAME/device exists), so neither partitions nor what is
 * laid over other disks (dm, md, bcache), whose bytes would be counted twice. A machine that has no such
 * device, as some virtual ones, counts whatever whole device is not laid over others.
 */
export class WholeDisks {
  readonly #folder: string;
  readonly #known = new Map<string, boolean>();
  readonly #seen = new Set<string>();
  #hasHardware: boolean | null = null;

  /** `folder`: /sys/block. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Starts a round of `has`. */
  begin(): void {
    this.#seen.clear();
  }

  /** Whether `name` is a whole disk. Looks once, until a round passes without `name`. */
  has(name: string): boolean {
    this.#seen.add(name);
    let isDisk = this.#known.get(name);
    if (isDisk === undefined) {
      isDisk = this.#look(name);
      this.#known.set(name, isDisk);
    }
    return isDisk;
  }

  /** Ends a round: names that it did not have are forgotten, and looked at again when they come back. */
  end(): void {
    if (this.#seen.size === this.#known.size) return;
    for (const name of this.#known.keys()) if (!this.#seen.has(name)) this.#known.delete(name);
    this.#hasHardware = null;
  }

  /** Whether the text of /proc/diskstats names a whole disk. */
  any(diskstats: string): boolean {
    return diskstats.split('\n').some((line) => this.#look(line.trim().split(/\s+/)[2] ?? ''));
  }

  #look(name: string): boolean {
    if (name === '' || NEVER.test(name) || !existsSync(join(this.#folder, name))) return false;
    if (existsSync(join(this.#folder, name, 'device'))) return true;
    this.#hasHardware ??= names(this.#folder).some(
      (each) => !NEVER.test(each) && existsSync(join(this.#folder, each, 'device')),
    );
    return !this.#hasHardware && names(join(this.#folder, name, 'slaves')).length === 0;
  }
}

function names(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
