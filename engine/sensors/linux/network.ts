import { join } from 'node:path';
import type { Clock } from '../../time/clock.ts';
import { absentWithout, allAbsent } from '../absent.ts';
import { NETWORK_METRICS } from '../catalogue/network.ts';
import { Counters } from '../counters.ts';
import { ProcFile } from '../proc-file.ts';
import { Scanner } from '../scanner.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';

const FIELDS = 8;
const COLUMNS = 12;
// bytes packets errs drop fifo frame compressed multicast, then bytes packets errs drop … of the other direction.
const FIELD_OF_COLUMN = [0, 1, 2, 3, -1, -1, -1, -1, 4, 5, 6, 7];
const [RECEIVED_PACKETS, SENT_PACKETS] = [1, 9] as const;
// The loopback carries what never leaves the machine; a veth is one container's end of a bridge that is counted itself.
const LEFT_OUT = /^(lo|veth.*)$/;

/**
 * What the network interfaces carry, from /proc/net/dev.
 *
 * Left out are the loopback, the ends of container cables (veth), and an interface that has never carried a packet:
 * kernels list tunnels that nobody uses.
 */
export class NetworkReader implements SensorReader {
  readonly name = 'network';
  readonly cadenceMs = 0;
  readonly timeoutMs = 2000;
  readonly metrics = NETWORK_METRICS;
  readonly #file: ProcFile;
  readonly #scanner = new Scanner();
  readonly #counters = new Counters(FIELDS);

  constructor(root: string) {
    this.#file = new ProcFile(join(root, 'proc/net/dev'));
  }

  read(clock: Clock): readonly Reading[] {
    const readings: Reading[] = [];
    this.#counters.begin(clock.monotonic());
    this.#walk((entity, hasCarried) => {
      const elapsedMs = this.#counters.advance();
      if (elapsedMs !== null && hasCarried) this.#give(readings, entity, elapsedMs);
    });
    this.#counters.end();
    return readings;
  }

  absent(): readonly AbsentMetric[] {
    const unreadable = absentWithout(this.#file.path, this.metrics);
    if (0 < unreadable.length) return unreadable;
    let used = 0;
    this.#walk((_, hasCarried) => (used += hasCarried ? 1 : 0));
    if (0 < used) return [];
    return allAbsent(this.metrics, 'no network interface but the loopback has carried a packet', 'connect a network');
  }

  forget(): void {
    this.#counters.forget();
  }

  close(): void {
    this.#file.close();
  }

  /** Calls `visit` for each interface, its counters set. */
  #walk(visit: (entity: string, hasCarried: boolean) => void): void {
    const bytes = this.#file.read();
    if (bytes === null) return;
    for (const scanner = this.#scanner.start(bytes); !scanner.atEnd; scanner.nextLine()) {
      const name = scanner.word();
      // The two heading lines have no colon after their first word.
      if (!name.endsWith(':') || LEFT_OUT.test(name.slice(0, -1))) continue;
      const entity = name.slice(0, -1);
      const packets = this.#readCounters(entity);
      if (!Number.isNaN(packets)) visit(entity, 0 < packets);
    }
  }

  /** The packets that the interface has ever carried; NaN for a line that is cut off. */
  #readCounters(entity: string): number {
    this.#counters.select(entity);
    let packets = 0;
    for (let column = 0; column < COLUMNS; column++) {
      const value = this.#scanner.number();
      if (Number.isNaN(value)) return NaN;
      if (column === RECEIVED_PACKETS || column === SENT_PACKETS) packets += value;
      const field = FIELD_OF_COLUMN[column]!;
      if (field !== -1) this.#counters.set(field, this.#scanner);
    }
    return packets;
  }

  #give(readings: Reading[], entity: string, elapsedMs: number): void {
    const { deltas } = this.#counters;
    for (let i = 0; i < FIELDS; i++) {
      const { metric, unit } = this.metrics[i]!;
      readings.push({ metric, entity, value: (deltas[i]! * 1000) / elapsedMs, unit });
    }
  }
}
