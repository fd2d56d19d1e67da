import { join } from 'node:path';
import { Fault, systemReason } from '../../fault.ts';
import type { Clock } from '../../time/clock.ts';
import { isMissing } from '../proc-file.ts';
import type { Reading } from '../sensor.ts';
import { HangWatch } from './hang-watch.ts';
import type { FileParts } from './hang-watch.ts';
import { findHwmonInputs, hwmonSignature } from './hwmon.ts';
import type { HwmonInput, HwmonKind } from './hwmon.ts';
import type { SensorFileParts } from './sensor-file.ts';

/** How often to look whether chips came or went: a USB device plugged in, a driver loaded. */
const LOOK_MS = 30_000;

/** What a kind of input is called, and how its numbers become values. */
export interface InputKind {
  readonly kind: HwmonKind;
  readonly metric: string;
  readonly unit: string;
  /** The value of what the file says; null where that cannot be true. */
  value(raw: number, entity: string): number | null;
}

/** Reads all inputs of one kind, and follows chips that come and go. An input that hangs is left out alone, and told of. */
export class HwmonInputs {
  readonly folder: string;
  readonly #kind: InputKind;
  readonly #watch: HangWatch;
  readonly #files: SensorFileParts;
  #inputs: readonly HwmonInput[] = [];
  #signature: string | null = null;
  #lookedMs = -Infinity;

  constructor(root: string, kind: InputKind, { warn, files = {} }: FileParts = {}) {
    this.folder = join(root, 'sys/class/hwmon');
    this.#kind = kind;
    this.#watch = new HangWatch(warn);
    this.#files = files;
  }

  /** How many inputs the machine has. */
  count(): number {
    this.#look();
    return this.#inputs.length;
  }

  /** The values of now. Throws a Fault where there are inputs and none of them can be read. */
  async read(clock: Clock): Promise<Reading[]> {
    if (LOOK_MS <= clock.monotonic() - this.#lookedMs) {
      this.#lookedMs = clock.monotonic();
      this.#look();
    }
    const readings: Reading[] = [];
    const errors: unknown[] = [];
    const nowMs = clock.monotonic();
    for (const input of this.#inputs) {
      await this.#readInput(input, readings, nowMs).catch((error: unknown) => {
        // A single input may have nothing to say (ENODATA, EAGAIN, EBUSY): only when all fail, the sensor does.
        errors.push(error);
      });
    }
    if (errors.some(isMissing)) this.#reset();
    if (0 < errors.length && errors.length === this.#inputs.length) {
      const path = this.#inputs[0]!.file.path;
      throw new Fault('source-failed', `cannot read ${path} (${systemReason(errors[0])})`, { cause: errors[0] });
    }
    return readings;
  }

  close(): void {
    for (const { file } of this.#inputs) file.close();
    this.#inputs = [];
  }

  async #readInput(input: HwmonInput, readings: Reading[], nowMs: number): Promise<void> {
    if (input.isAsleep()) return;
    const { metric, unit } = this.#kind;
    const { entity } = input;
    const value = this.#kind.value(
      await this.#watch.read({ metric, entity, file: input.file }, nowMs, readings),
      entity,
    );
    if (value !== null) readings.push({ metric, entity, value, unit });
  }

  #look(): void {
    const signature = hwmonSignature(this.folder);
    if (signature === this.#signature) return;
    this.close();
    this.#signature = signature;
    this.#inputs = findHwmonInputs(this.folder, this.#kind.kind, this.#files);
  }

  /** Looks anew at the next reading: a chip is gone, and another may have its number. */
  #reset(): void {
    this.#signature = null;
    this.#lookedMs = -Infinity;
  }
}
