import { join } from 'node:path';
import { absentWithout } from '../absent.ts';
import { SOCKET_METRICS } from '../catalogue/network.ts';
import { ProcFile } from '../proc-file.ts';
import { Scanner } from '../scanner.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';

// Line, the word before the number, and the entity it counts towards.
const FIELDS = [
  ['sockets:', 'used', 'used'],
  ['TCP:', 'inuse', 'tcp'],
  ['TCP6:', 'inuse', 'tcp'],
  ['TCP:', 'orphan', 'tcp orphan'],
  ['TCP:', 'tw', 'tcp time_wait'],
  ['UDP:', 'inuse', 'udp'],
  ['UDP6:', 'inuse', 'udp'],
  ['RAW:', 'inuse', 'raw'],
  ['RAW6:', 'inuse', 'raw'],
] as const;

/** The sockets in use, from /proc/net/sockstat and sockstat6. */
export class SocketsReader implements SensorReader {
  readonly name = 'sockets';
  readonly cadenceMs = 2000;
  readonly timeoutMs = 2000;
  readonly metrics = SOCKET_METRICS;
  readonly #files: readonly [ProcFile, ProcFile];
  readonly #scanner = new Scanner();

  constructor(root: string) {
    this.#files = [new ProcFile(join(root, 'proc/net/sockstat')), new ProcFile(join(root, 'proc/net/sockstat6'))];
  }

  read(): readonly Reading[] {
    const counts = new Map<string, number>();
    for (const file of this.#files) this.#count(file.read(), counts);
    return [...counts].map(([entity, value]) => ({
      metric: SOCKET_METRICS[0]!.metric,
      entity,
      value,
      unit: '{socket}',
    }));
  }

  absent(): readonly AbsentMetric[] {
    return absentWithout(this.#files[0].path, this.metrics);
  }

  forget(): void {
    // Nothing here is a counter.
  }

  close(): void {
    for (const file of this.#files) file.close();
  }

  #count(bytes: Buffer | null, counts: Map<string, number>): void {
    if (bytes === null) return;
    for (const scanner = this.#scanner.start(bytes); !scanner.atEnd; scanner.nextLine()) {
      const line = scanner.word();
      for (let name = scanner.word(); name !== ''; name = scanner.word()) {
        const value = scanner.number();
        const entity = FIELDS.find(([first, word]) => first === line && word === name)?.[2];
        if (entity !== undefined && !Number.isNaN(value)) counts.set(entity, (counts.get(entity) ?? 0) + value);
      }
    }
  }
}
