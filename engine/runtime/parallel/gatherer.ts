import { watermarkOnly } from '../../data/batch.ts';
import type { Batch } from '../../data/batch.ts';
import type { Schema } from '../../data/types.ts';
import { Merge } from '../../exchange/merge.ts';
import { ParcelReader } from '../../exchange/parcel-reader.ts';
import type { Incoming } from '../../exchange/parcel-reader.ts';
import type { Edge } from '../edges.ts';
import type { FromKeyed, RemoteReject } from './messages.ts';

type Answer = Extract<FromKeyed, { type: 'rows' }>;

/** What the gatherer tells of. */
export interface GathererPort {
  reject(rejected: RemoteReject): void;
  /** All that subtask `i` sent in `buffer` was read. */
  read(i: number, buffer: ArrayBuffer): void;
  /** The parcels of `number` are answered by all. */
  answered(number: number): void;
}

/**
 * Puts together what the keyed subtasks answer. Answers wait until those of all subtasks to the same parcels are there: this is where
 * they keep step, so watermarks and barriers need no further alignment. Then each edge goes on as one stream.
 */
export class Gatherer {
  readonly #schemas: readonly Schema[];
  readonly #edges: readonly Edge[];
  readonly #merges: readonly Merge[];
  readonly #readers: readonly ParcelReader[];
  readonly #answers: readonly Answer[][];
  readonly #port: GathererPort;
  /** By edge: the watermark that went on last. */
  readonly #watermarks: Float64Array;

  constructor(
    schemas: readonly Schema[],
    edges: readonly Edge[],
    { parallelism, ...port }: GathererPort & { readonly parallelism: number },
  ) {
    this.#schemas = schemas;
    this.#edges = edges;
    this.#port = port;
    this.#merges = schemas.map((schema) => new Merge(schema));
    this.#readers = Array.from({ length: parallelism }, () => new ParcelReader(schemas));
    this.#answers = this.#readers.map(() => []);
    this.#watermarks = new Float64Array(schemas.length).fill(-Infinity);
  }

  take(i: number, answer: Answer): void {
    this.#answers[i]!.push(answer);
    while (this.#takeUnasked() || this.#takeStep());
  }

  /** What timers gave goes on as it comes, under the watermark that is in force. */
  #takeUnasked(): boolean {
    const i = this.#answers.findIndex(([first]) => first?.number === -1);
    if (i < 0) return false;
    const answer = this.#answers[i]!.shift()!;
    for (const rejected of answer.rejects) this.#port.reject(rejected);
    for (const { edge, batch } of this.#read(i, answer)) {
      if (batch !== null && 0 < batch.length) this.#give(edge, [[underWatermark(batch, this.#watermarks[edge]!)]]);
    }
    this.#done([answer], i);
    return true;
  }

  #takeStep(): boolean {
    if (this.#answers.some(({ length }) => length === 0)) return false;
    const answers = this.#answers.map((each) => each.shift()!);
    const read = answers.map((answer, i) => this.#read(i, answer));
    for (const rejected of answers.flatMap(({ rejects }) => rejects)) this.#port.reject(rejected);
    this.#edges.forEach((_, edge) =>
      this.#goOn(
        edge,
        read.map((each) => each.filter((item) => item.edge === edge)),
      ),
    );
    this.#done(answers, 0);
    this.#port.answered(answers[0]!.number);
    return true;
  }

  #read(i: number, { parcel }: Answer): readonly Incoming[] {
    return parcel === null ? [] : this.#readers[i]!.read(parcel);
  }

  /** Rows up to where all say that the edge is idle, then that, then the rows behind it. */
  #goOn(edge: number, items: readonly (readonly Incoming[])[]): void {
    const sections = items.map(sectionsOf);
    const count = Math.max(...sections.map(({ length }) => length));
    for (let s = 0; s < count; s++) {
      if (0 < s) this.#edges[edge]!.idle();
      const streams = sections.map((each) => each[s] ?? []);
      if (streams.some((each) => 0 < each.length))
        this.#give(
          edge,
          streams.map((each) => this.#something(edge, each)),
        );
    }
  }

  #something(edge: number, stream: readonly Batch[]): readonly Batch[] {
    return 0 < stream.length ? stream : [watermarkOnly(this.#schemas[edge]!, this.#watermarks[edge]!)];
  }

  #give(edge: number, streams: readonly (readonly Batch[])[]): void {
    const merged = this.#merges[edge]!.merge(streams);
    this.#watermarks[edge] = merged.watermark;
    this.#edges[edge]!.receive(merged);
  }

  #done(answers: readonly Answer[], first: number): void {
    answers.forEach(({ parcel }, i) => parcel !== null && this.#port.read(first + i, parcel.buffer));
  }
}

function sectionsOf(items: readonly Incoming[]): readonly Batch[][] {
  const sections: Batch[][] = [[]];
  for (const { batch } of items) {
    if (batch === null) sections.push([]);
    else sections.at(-1)!.push(batch);
  }
  return sections;
}

function underWatermark(batch: Batch, watermark: number): Batch {
  return { ...batch, watermarksBefore: watermark, watermark, watermarksPassed: undefined };
}
