import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What is compared: shares in %, amounts in MiB (of memory: what is available) and MiB/s. */
export type Quantity = 'processors busy' | 'memory available' | 'written to the disk' | 'sent through the cable';

/** A value, and when it was read (ms since 1970 UTC). */
export interface Reading {
  readonly ms: number;
  readonly value: number;
}

/** What a monitor said, in the order of its readings. A quantity that it does not tell is missing. */
export type Said = Partial<Record<Quantity, readonly Reading[]>>;

/** The devices that are looked at. */
export interface Devices {
  readonly disk: string;
  readonly cable: string;
}

const MIB = 1024 * 1024;
const NETDATA = 'http://127.0.0.1:19998';

/** What netdata said in the last `seconds`. It answers while it runs only. */
export async function saidByNetdata({ disk, cable }: Devices, seconds: number): Promise<Said> {
  const chart = async (name: string, valueOf: (of: ReadonlyMap<string, number>) => number): Promise<Reading[]> => {
    const answer = await fetch(
      `${NETDATA}/api/v1/data?chart=${name}&after=-${String(seconds)}&format=csv&options=unaligned,seconds`,
    );
    if (!answer.ok) return [];
    const [head = '', ...lines] = (await answer.text()).trim().split(/\r?\n/);
    const labels = head.split(',');
    const readings = lines.map((line) => {
      const fields = line.split(',').map(Number);
      return { ms: fields[0]! * 1000, value: valueOf(new Map(labels.map((label, i) => [label, fields[i]!]))) };
    });
    return readings.reverse();
  };
  const sum = (of: ReadonlyMap<string, number>): number =>
    [...of].reduce((total, [label, value]) => (label === 'time' || label === 'iowait' ? total : total + value), 0);
  return {
    'processors busy': await chart('system.cpu', sum),
    'memory available': await chart('mem.available', (of) => of.get('avail')!),
    // Outgoing amounts are below zero, in KiB and in thousands of bits.
    'written to the disk': await chart(`disk.${disk}`, (of) => -of.get('writes')! / 1024),
    'sent through the cable': await chart(`net.${cable}`, (of) => (-of.get('sent')! * 125) / MIB),
  };
}

/** What sar wrote into `folder`. */
export function saidBySar(folder: string, { disk, cable }: Devices): Said {
  const file = join(folder, 'sar.data');
  if (!existsSync(file)) return {};
  const table = (flags: readonly string[], valueOf: (of: ReadonlyMap<string, string>) => number | null): Reading[] => {
    const text = execFileSync('sadf', ['-d', '-U', file, '--', ...flags], { encoding: 'utf8', maxBuffer: 512 * MIB });
    const [head = '', ...lines] = text.trim().split('\n');
    const labels = head.slice(2).split(';');
    return lines.flatMap((line) => {
      const of = new Map(line.split(';').map((field, i) => [labels[i]!, field]));
      const value = valueOf(of);
      return value === null || Number.isNaN(value) ? [] : [{ ms: Number(of.get('timestamp')) * 1000, value }];
    });
  };
  const number = (of: ReadonlyMap<string, string>, label: string): number => Number(of.get(label));
  return {
    'processors busy': table(['-u'], (of) => 100 - number(of, '%idle') - number(of, '%iowait')),
    'memory available': table(['-r'], (of) => number(of, 'kbavail') / 1024),
    'written to the disk': table(['-d'], (of) => (of.get('DEV') === disk ? number(of, 'wkB/s') / 1024 : null)),
    'sent through the cable': table(['-n', 'DEV'], (of) =>
      of.get('IFACE') === cable ? number(of, 'txkB/s') / 1024 : null,
    ),
  };
}

/** What glances wrote into `folder`. Devices that come later than its first line have no column there. */
export function saidByGlances(folder: string, { disk, cable }: Devices): Said {
  const file = join(folder, 'glances.csv');
  if (!existsSync(file)) return {};
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const labels = head.trim().split(',');
  const column = (valueOf: (of: (label: string) => number) => number): Reading[] =>
    lines.flatMap((line) => {
      const fields = line.trim().split(',');
      const value = valueOf((label) => Number(fields[labels.indexOf(label)]));
      return Number.isNaN(value) ? [] : [{ ms: Date.parse(`${fields[0]!.replace(' ', 'T')}Z`), value }];
    });
  return {
    'processors busy': column((of) => 100 - of('cpu_idle') - of('cpu_iowait')),
    'memory available': column((of) => of('mem_available') / MIB),
    'written to the disk': column(
      (of) => of(`diskio_${disk}_write_bytes`) / of(`diskio_${disk}_time_since_update`) / MIB,
    ),
    'sent through the cable': column(
      (of) => of(`network_${cable}_tx`) / of(`network_${cable}_time_since_update`) / MIB,
    ),
  };
}

/** What collectd wrote into `folder`. It does not tell what memory is available. */
export function saidByCollectd(folder: string, { disk, cable }: Devices): Said {
  const root = join(folder, 'collectd');
  const [host] = existsSync(root) ? readdirSync(root) : [];
  if (host === undefined) return {};
  const files = (plugin: string, type: string): string[] =>
    readdirSync(join(root, host, plugin))
      .filter((name) => name.startsWith(`${type}-2`))
      .sort()
      .map((name) => join(root, host, plugin, name));
  const read = (plugin: string, type: string, column: number): Reading[] =>
    files(plugin, type).flatMap((file) =>
      readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',').map(Number))
        .map((fields) => ({ ms: fields[0]! * 1000, value: fields[column]! })),
    );
  const processors = readdirSync(join(root, host)).filter((name) => /^cpu-\d+$/.test(name));
  const unused = processors.flatMap((name) => [read(name, 'cpu-idle', 1), read(name, 'cpu-wait', 1)]);
  return {
    // A tick is a hundredth of a second.
    'processors busy': unused[0]!.map(({ ms }, i) => ({
      ms,
      value: 100 - unused.reduce((sum, each) => sum + (each[i]?.value ?? 0), 0) / processors.length,
    })),
    'written to the disk': inMiB(read(`disk-${disk}`, 'disk_octets', 2)),
    'sent through the cable': inMiB(read(`interface-${cable}`, 'if_octets', 2)),
  };
}

function inMiB(readings: readonly Reading[]): Reading[] {
  return readings.map(({ ms, value }) => ({ ms, value: value / MIB }));
}
