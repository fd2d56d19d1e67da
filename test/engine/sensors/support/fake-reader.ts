import type { MetricDescription, Reading, SensorReader } from '../../../../engine/sensors/sensor.ts';

/** A sensor that says what the test lets it say, and remembers how often it was asked. */
export class FakeReader implements SensorReader {
  readonly name: string;
  metrics: readonly MetricDescription[];
  readonly cadenceMs: number;
  readonly timeoutMs = 2000;
  reads = 0;
  forgotten = 0;
  closed = 0;
  /** What the next readings do; the default gives the number of the reading. */
  answer: () => readonly Reading[] | Promise<readonly Reading[]> = () => [this.reading(this.reads)];

  constructor(name: string, cadenceMs = 0) {
    this.name = name;
    this.cadenceMs = cadenceMs;
    const description = { unit: '1', meaning: '', source: '', method: '', range: [0, Infinity] } as const;
    this.metrics = [{ metric: `test.${name}`, ...description }];
  }

  reading(value: number): Reading {
    return { metric: `test.${this.name}`, entity: 'x', value, unit: '1' };
  }

  read(): readonly Reading[] | Promise<readonly Reading[]> {
    this.reads++;
    return this.answer();
  }

  absent(): [] {
    return [];
  }

  forget(): void {
    this.forgotten++;
  }

  close(): void {
    this.closed++;
  }
}
