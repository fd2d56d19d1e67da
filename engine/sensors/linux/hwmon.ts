import { join } from 'node:path';
import { linkedName, listFolder, readText, SensorFile } from './sensor-file.ts';
import type { SensorFileParts } from './sensor-file.ts';

/** What the files of an input begin with: temperatures, fans, voltages, power. */
export type HwmonKind = 'temp' | 'fan' | 'in' | 'power';

/** One input of a hardware monitoring chip. */
export interface HwmonInput {
  /** `coretemp Package id 0`, `nvme0 Composite`: unique on this machine, and the same after a restart where chips allow. */
  readonly entity: string;
  readonly file: SensorFile;
  /** Whether its device sleeps, and reading would wake it or keep it awake. */
  isAsleep(): boolean;
}

interface Chip {
  readonly folder: string;
  readonly name: string;
  readonly device: string | null;
}

/**
 * The inputs of one `kind` under `folder`, /sys/class/hwmon (the kernel's Documentation/hwmon/sysfs-interface.rst).
 * Very old kernels keep the files of a chip in its `device` folder.
 */
export function findHwmonInputs(folder: string, kind: HwmonKind, parts: SensorFileParts = {}): HwmonInput[] {
  const chips = listFolder(folder).map((name): Chip => describeChip(join(folder, name)));
  const inputs: HwmonInput[] = [];
  const taken = new Set<string>();
  for (const chip of chips) {
    const isOneOfSeveral = 1 < chips.filter(({ name }) => name === chip.name).length;
    const prefix = isOneOfSeveral ? longName(chip) : chip.name;
    for (const [path, input] of inputPaths(chip.folder, kind)) {
      const label = readText(path.replace(/_\w+$/, '_label')) || input;
      let entity = `${prefix} ${label}`;
      if (taken.has(entity)) entity = `${entity} ${input}`;
      taken.add(entity);
      inputs.push({ entity, file: new SensorFile(path, parts), isAsleep: sleepOf(chip) });
    }
  }
  return inputs;
}

/** What changes when a chip comes or goes. */
export function hwmonSignature(folder: string): string {
  return listFolder(folder).join(' ');
}

function describeChip(folder: string): Chip {
  const name = readText(join(folder, 'name')) ?? readText(join(folder, 'device/name')) ?? 'sensor';
  const device = linkedName(join(folder, 'device'));
  // Every NVMe disk calls itself nvme, and every disk with the drivetemp driver drivetemp: the disk's own name says more.
  if (name === 'nvme' && device !== null) return { folder, name: device, device };
  if (name === 'drivetemp') return { folder, name: listFolder(join(folder, 'device/block'))[0] ?? name, device };
  return { folder, name, device };
}

// Two processors: coretemp.0 and coretemp.1. Two graphics cards: amdgpu 0000:03:00.0 and amdgpu 0000:0a:00.0.
function longName({ name, device }: Chip): string {
  if (device === null) return name;
  return device.startsWith(name) ? device : `${name} ${device}`;
}

function inputPaths(folder: string, kind: HwmonKind): [path: string, input: string][] {
  const direct = inputsIn(folder, kind);
  return 0 < direct.length ? direct : inputsIn(join(folder, 'device'), kind);
}

// Some chips give power as an average only.
function inputsIn(folder: string, kind: HwmonKind): [path: string, input: string][] {
  const pattern = new RegExp(`^(${kind}\\d+)_(input${kind === 'power' ? '|average' : ''})$`);
  const paths = new Map<string, string>();
  for (const file of listFolder(folder)) {
    const match = pattern.exec(file);
    if (match && (match[2] === 'input' || !paths.has(match[1]!))) paths.set(match[1]!, join(folder, file));
  }
  return [...paths].map(([input, path]) => [path, input]);
}

function sleepOf(chip: Chip): () => boolean {
  const block = listFolder(join(chip.folder, 'device/block'))[0];
  const status = join(chip.folder, 'device/power/runtime_status');
  if (block === undefined) return () => readText(status) === 'suspended';
  // Asking a disk for its temperature can keep it from spinning down (the kernel's Documentation/hwmon/drivetemp.rst), so
  // only a disk that has worked since it was asked last is asked. Its counters do not count the asking.
  const path = join(chip.folder, 'device/block', block, 'stat');
  let before: string | null = null;
  return () => {
    const now = readText(path);
    const isIdle = now !== null && now === before;
    before = now;
    return isIdle;
  };
}
