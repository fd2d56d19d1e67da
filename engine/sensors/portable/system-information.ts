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
  | 'powerShellStart'
  | 'powerShellRelease'
>;

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

  /** The share of its full charge that the machine's battery has, 0 to 1; null without a battery. */
  async battery(): Promise<number | null> {
    const { hasBattery, percent } = await this.#call((information) => information.battery());
    return hasBattery && 0 <= percent && percent <= 100 ? percent / 100 : null;
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
