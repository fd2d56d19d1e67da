import type * as Package from 'systeminformation';

/** What of the package is used. */
export type InformationPackage = Pick<
  typeof Package,
  | 'mem'
  | 'disksIO'
  | 'fsStats'
  | 'fsSize'
  | 'networkStats'
  | 'cpuTemperature'
  | 'battery'
  | 'processes'
  | 'networkConnections'
  | 'powerShellStart'
  | 'powerShellRelease'
>;

/** Minutes that macOS says while it does not know. */
const NOT_KNOWN = 65_535;

/** What is known of a battery; null where it is not. */
export interface BatteryState {
  /** Of what it holds when full. */
  readonly chargeShare: number | null;
  /** What it holds when full, of what it held when new. */
  readonly healthShare: number | null;
  /** Until it is empty. */
  readonly secondsLeft: number | null;
  /** Whether the mains gives power. */
  readonly isOnline: boolean | null;
}

export interface ProcessInfo {
  readonly name: string;
  readonly memoryBytes: number;
  /** Of all processors, since the call before. */
  readonly cpuShare: number;
}

export interface Processes {
  readonly list: readonly ProcessInfo[];
  readonly running: number;
  readonly blocked: number;
}

/** Numbers that only grow, by our names of the metrics. */
export type CounterValues = Readonly<Record<string, number | null>>;

/**
 * What the systeminformation package tells of a machine, under our names and units. The only file that knows the package.
 *
 * It is loaded at the first call: half a megabyte that Linux never needs. Calls run one at a time, because the
 * package starts processes for them and keeps one shared memory of the previous call; that memory and the rates that come of it
 * are not used: every rate is ours, over our clock.
 */
export class SystemInformation {
  readonly #platform: NodeJS.Platform;
  readonly #load: () => Promise<InformationPackage>;
  #package: Promise<InformationPackage> | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #readers = 0;

  constructor(platform: NodeJS.Platform, load: () => Promise<InformationPackage> = loadPackage) {
    this.#platform = platform;
    this.#load = load;
  }

  /** Bytes of memory and swap. */
  memory(): Promise<
    Pick<Package.Systeminformation.MemData, 'total' | 'available' | 'free' | 'swaptotal' | 'swapfree'>
  > {
    return this.#call((information) => information.mem());
  }

  /** What all disks together have done since the start; null where the platform does not tell (Windows). */
  async disks(): Promise<CounterValues | null> {
    // The package has null for what it does not know, whatever its types say.
    const bytes: Package.Systeminformation.FsStatsData | null = await this.#call((information) =>
      information.fsStats(),
    );
    const operations: Package.Systeminformation.DisksIoData | null = await this.#call((information) =>
      information.disksIO(),
    );
    if (bytes === null && operations === null) return null;
    return {
      'system.disk.io.read': bytes?.rx ?? null,
      'system.disk.io.write': bytes?.wx ?? null,
      'system.disk.operations.read': operations?.rIO ?? null,
      'system.disk.operations.write': operations?.wIO ?? null,
    };
  }

  /** The file systems that hold data: mount point, and sizes in bytes. */
  async fileSystems(): Promise<{ point: string; total: number; used: number; available: number }[]> {
    const all = await this.#call((information) => information.fsSize());
    return all.map(({ mount, size, used, available }) => ({ point: mount, total: size, used, available }));
  }

  /** What each network interface has carried since the start. The loopback is left out. */
  async networks(): Promise<(readonly [entity: string, values: CounterValues])[]> {
    const all = await this.#call((information) => information.networkStats('*'));
    return all
      .filter(({ iface }) => !/^(lo\d*|Loopback.*)$/.test(iface))
      .map((stats) => [
        stats.iface,
        {
          'system.network.io.receive': stats.rx_bytes,
          'system.network.io.transmit': stats.tx_bytes,
          'system.network.errors.receive': stats.rx_errors,
          'system.network.errors.transmit': stats.tx_errors,
          'system.network.dropped.receive': stats.rx_dropped,
          'system.network.dropped.transmit': stats.tx_dropped,
        },
      ]);
  }

  /** Degrees Celsius of the processor and its cores, as far as they are known. */
  async temperatures(): Promise<(readonly [entity: string, celsius: number])[]> {
    const { main, cores } = await this.#call((information) => information.cpuTemperature());
    return [['cpu', main] as const, ...(cores ?? []).map((celsius, i) => [`cpu core ${i}`, celsius] as const)].filter(
      ([, celsius]) => Number.isFinite(celsius),
    );
  }

  /** What the machine's battery does; null without a battery. */
  async battery(): Promise<BatteryState | null> {
    const { hasBattery, percent, acConnected, isCharging, maxCapacity, designedCapacity, timeRemaining } =
      await this.#call((information) => information.battery());
    if (!hasBattery) return null;
    // Where Windows does not know what the battery holds now, the package takes what it held when new.
    const isKnown = 0 < designedCapacity && 0 < maxCapacity && maxCapacity !== designedCapacity;
    const isLeft = !isCharging && 0 < timeRemaining && timeRemaining < NOT_KNOWN;
    return {
      chargeShare: 0 <= percent && percent <= 100 ? percent / 100 : null,
      healthShare: isKnown ? maxCapacity / designedCapacity : null,
      secondsLeft: isLeft ? timeRemaining * 60 : null,
      isOnline: typeof acConnected === 'boolean' ? acConnected : null,
    };
  }

  /** The processes, and how many run and how many wait. */
  async processes(): Promise<Processes> {
    const { list, running, blocked } = await this.#call((information) => information.processes());
    return {
      running,
      blocked,
      // The package has kibibytes and percents.
      list: list.map(({ name, memRss, cpu }) => ({ name, memoryBytes: memRss * 1024, cpuShare: cpu / 100 })),
    };
  }

  /** The sockets of TCP and UDP. */
  async connections(): Promise<readonly { readonly protocol: string; readonly isWaiting: boolean }[]> {
    const all = await this.#call((information) => information.networkConnections());
    return all.map(({ protocol, state }) => ({ protocol, isWaiting: state === 'TIME_WAIT' }));
  }

  /** Counts one more reader that uses this. */
  retain(): void {
    this.#readers++;
  }

  /** Counts one reader less; the last one ends the process that Windows keeps for the calls. */
  release(): void {
    this.#readers--;
    if (0 < this.#readers || this.#platform !== 'win32') return;
    void this.#package?.then(
      (information) => information.powerShellRelease(),
      () => undefined,
    );
  }

  #call<T>(ask: (information: InformationPackage) => Promise<T>): Promise<T> {
    const answer = this.#last.then(async () => ask(await this.#open()));
    // A call that failed has told its caller; the next one starts all the same.
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  #open(): Promise<InformationPackage> {
    this.#package ??= this.#load().then((information) => {
      // One PowerShell for all calls, instead of one each, which takes a processor to itself.
      if (this.#platform === 'win32') information.powerShellStart();
      return information;
    });
    return this.#package;
  }
}

async function loadPackage(): Promise<InformationPackage> {
  const module: { default?: InformationPackage } & InformationPackage = await import('systeminformation');
  return module.default ?? module;
}
