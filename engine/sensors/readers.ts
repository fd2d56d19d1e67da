import { BatteryReader } from './linux/battery.ts';
import { powerReader, voltageReader } from './linux/chip-reader.ts';
import { CpuReader } from './linux/cpu.ts';
import { CpuStatesReader } from './linux/cpu-states.ts';
import { CpuPowerReader } from './linux/cpu-power.ts';
import { DiskReader } from './linux/disk.ts';
import { DiskQueueReader } from './linux/disk-queue.ts';
import { FanReader } from './linux/fan.ts';
import { FilesystemReader } from './linux/filesystem.ts';
import { FrequencyReader } from './linux/frequency.ts';
import { GpuReader } from './linux/gpu.ts';
import { LoadReader } from './linux/load.ts';
import { MemoryReader } from './linux/memory.ts';
import { NetworkReader } from './linux/network.ts';
import { PagingReader } from './linux/paging.ts';
import { PowerSupplyReader } from './linux/power-supply.ts';
import { PressureReader } from './linux/pressure.ts';
import { ProcessIoReader } from './linux/process-io.ts';
import { ProcessesReader } from './linux/processes.ts';
import { SocketsReader } from './linux/sockets.ts';
import { TemperatureReader } from './linux/temperature.ts';
import { ThrottlingReader } from './linux/throttling.ts';
import { OwnCostReader } from './own-cost.ts';
import { createPortableReaders } from './portable/readers.ts';
import type { SensorReader } from './sensor.ts';
import { systemTimers } from './timers.ts';
import type { Timers } from './timers.ts';

/** Which machine to read; the defaults are this one. */
export interface ReaderOptions {
  readonly platform?: NodeJS.Platform;
  /** The folder that stands for `/`, on Linux. */
  readonly root?: string;
  readonly timers?: Timers;
  /** Tells of a part of a sensor that fails by itself: one file system of several. */
  readonly warn?: (message: string) => void;
}

/**
 * The readers of this machine. Each remembers counters, so that whoever polls needs readers of their own.
 *
 * Linux is read from /proc and /sys directly: measured, all of it together costs a hundredth of what the same costs through
 * systeminformation, which starts processes for most of it, and there is nothing that it knows beyond those files.
 * On other platforms it is used for what Node itself does not tell.
 */
export function createReaders(options: ReaderOptions = {}): SensorReader[] {
  const { platform = process.platform, root = '/', timers = systemTimers, warn = () => undefined } = options;
  if (platform !== 'linux') return createPortableReaders(platform);
  return [
    new CpuReader(root),
    new CpuStatesReader(root),
    new LoadReader(root),
    new FrequencyReader(root),
    new ThrottlingReader(root),
    new PressureReader(root),
    new MemoryReader(root),
    new PagingReader(root),
    new DiskReader(root),
    new DiskQueueReader(root),
    new FilesystemReader(root, { timers, warn }),
    new NetworkReader(root),
    new SocketsReader(root),
    new TemperatureReader(root, { warn }),
    new FanReader(root, { warn }),
    new ProcessesReader(root),
    new ProcessIoReader(root),
    voltageReader(root, { warn }),
    powerReader(root, { warn }),
    new CpuPowerReader(root, { warn }),
    new BatteryReader(root),
    new PowerSupplyReader(root),
    new GpuReader(root, { warn }),
    new OwnCostReader(),
  ];
}
