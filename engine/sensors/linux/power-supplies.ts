import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listFolder } from './sensor-file.ts';

/** One folder of /sys/class/power_supply, as it was read. */
export interface PowerSupply {
  readonly entity: string;
  readonly isBattery: boolean;
  /** The content of a file; empty where there is none. */
  readonly text: (file: string) => string;
  /** The number in a file, changed by `change`; NaN where there is none. */
  readonly number: (file: string, change?: (value: number) => number) => number;
}

const FLOWS = ['online', 'present', 'status', 'power_now', 'current_now', 'voltage_now'];
const LEVELS = ['now', 'full', 'full_design'].flatMap((level) => [`energy_${level}`, `charge_${level}`]);
const FILES = ['type', 'scope', ...FLOWS, ...LEVELS];

/** The batteries of the machine itself and what charges them; those of mice and headsets are left out. */
export async function powerSupplies(folder: string): Promise<PowerSupply[]> {
  const all = await Promise.all(listFolder(folder).map((entity) => readSupply(folder, entity)));
  return all.filter(({ text }) => text('scope') !== 'Device' && text('present') !== '0');
}

// "uevent" has all that a supply tells, in one read: firmware behind these files can take a tenth of a second each.
async function readSupply(folder: string, entity: string): Promise<PowerSupply> {
  const read = (file: string): Promise<string> => readFile(join(folder, entity, file), 'utf8').catch(() => '');
  const known = new Map<string, string>();
  for (const line of (await read('uevent')).split('\n')) {
    const [, name, value] = /^POWER_SUPPLY_(\w+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) known.set(name.toLowerCase(), value!);
  }
  // Old kernels leave the type out of it, and sandboxes may not show it.
  const missing = known.size === 0 ? FILES : FILES.slice(0, 2);
  for (const file of missing) if (!known.has(file)) known.set(file, (await read(file)).trim());
  const text = (file: string): string => known.get(file) ?? '';
  const number = (file: string, change = (value: number): number => value): number =>
    /^-?\d+$/.test(text(file)) ? change(Number(text(file))) : NaN;
  return { entity, isBattery: text('type') === 'Battery', text, number };
}
