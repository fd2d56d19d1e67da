import type { Document, OperatorText } from './document.ts';
import { durationMs, readText } from './document.ts';
import type { TimeOutput } from './inputs.ts';
import { Inputs } from './inputs.ts';
import { OPERATORS } from './operators/index.ts';
import type { Operator } from './operators/operator.ts';
import { columnsOf, readRow } from './source-rows.ts';
import type { Line } from './source-rows.ts';
import { printed, Rejected } from './value.ts';
import type { Columns, Row } from './value.ts';

/** What a document does, as the slow engine sees it. */
export interface ReferenceRun {
  /** The lines that each sink was given, by its id. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
  readonly counts: ReadonlyMap<string, Counts>;
}

export interface Counts {
  rowsIn: number;
  rowsOut: number;
  late: number;
  rejected: number;
}

/** Who reads an output, and at which of its inputs. */
interface Reader extends TimeOutput {
  take(row: Row): void;
}

/** A source's turn: so many of its next lines, or that it has fallen silent. */
export interface Turn {
  readonly source: string;
  readonly lines: number | 'idle';
}

/**
 * Runs the document `text` over `files` (the lines of each source's file by its path) to their end, one row and then its
 * watermark at a time. After the `turns`, each source gives what it still has and ends, one after the other.
 */
export function runReference(
  text: string,
  files: Readonly<Record<string, readonly Line[]>>,
  turns: readonly Turn[] = [],
): ReferenceRun {
  const machine = new Machine(readText(text));
  const feeds = new Map(machine.sources.map(({ id, path }) => [id, [...(files[path] ?? [])]]));
  for (const { source, lines } of turns) {
    if (lines === 'idle') machine.idle(source);
    else for (const line of feeds.get(source)!.splice(0, lines)) machine.feed(source, line);
  }
  for (const [id, lines] of feeds) {
    for (const line of lines) machine.feed(id, line);
    machine.end(id);
  }
  return { lines: machine.lines, counts: machine.counts };
}

class Machine {
  readonly lines = new Map<string, string[]>();
  readonly counts = new Map<string, Counts>();
  readonly #document: Document;
  /** By node and output: `w`, `w.late`. */
  readonly #readers = new Map<string, Reader[]>();
  readonly #columns = new Map<string, Columns>();
  readonly #watermarks = new Map<string, number>();

  constructor(document: Document) {
    this.#document = document;
    for (const [id, source] of Object.entries(document.sources)) {
      this.#columns.set(id, columnsOf(source));
      this.#counted(id);
    }
    this.#addOperators();
    for (const [id, sink] of Object.entries(document.sinks)) this.#addSink(id, sink.inputs);
  }

  get sources(): { readonly id: string; readonly path: string }[] {
    return Object.entries(this.#document.sources).map(([id, { path }]) => ({ id, path }));
  }

  /** One row, then its watermark. */
  feed(id: string, line: Line): void {
    const source = this.#document.sources[id]!;
    const counts = this.counts.get(id)!;
    let row: Row;
    try {
      row = readRow(line, source);
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      counts.rejected++;
      return;
    }
    if (row.time === null && source.event_time) {
      counts.rejected++;
      return;
    }
    for (const reader of this.#of(id)) reader.wake();
    this.#give(id, row);
    if (row.time === null) return;
    const watermark = row.time - durationMs(source.event_time!.out_of_orderness) - 1;
    if (watermark <= (this.#watermarks.get(id) ?? -Infinity)) return;
    this.#watermarks.set(id, watermark);
    for (const reader of this.#of(id)) reader.advance(watermark);
  }

  idle(id: string): void {
    for (const reader of this.#of(id)) reader.idle();
  }

  end(id: string): void {
    // As for a row: all are awake before any is told a watermark (Flink sends the status before the watermark).
    for (const reader of this.#of(id)) reader.wake();
    for (const reader of this.#of(id)) reader.advance(Infinity);
  }

  /** Inputs first, whatever the order in which they are written. */
  #addOperators(): void {
    const waiting = Object.entries(this.#document.operators ?? {});
    while (0 < waiting.length) {
      const next = waiting.findIndex(([, { inputs }]) => inputs.every((input) => this.#columns.has(input)));
      const [[id]] = waiting.splice(next, 1) as [(typeof waiting)[0]];
      this.#addOperator(id);
    }
  }

  #addOperator(id: string): void {
    const text = this.#document.operators![id]!;
    const counts = this.#counted(id);
    const inputs = text.inputs.map((input) => this.#columns.get(input)!);
    const operator = OPERATORS[text.type]!({
      text,
      inputs,
      give: (row) => this.#give(id, row),
      giveLate: (row, input) => {
        counts.late++;
        for (const reader of this.#of(`${id}.${input === 0 ? 'late' : 'late-right'}`)) reader.take(row);
      },
      countRejected: () => counts.rejected++,
    });
    this.#columns.set(id, operator.columns).set(`${id}.late`, inputs[0]!);
    if (inputs[1]) this.#columns.set(`${id}.late-right`, inputs[1]);
    this.#read(text.inputs, this.#inputsOf(id, operator, text));
  }

  #inputsOf(id: string, operator: Operator, { type, inputs }: OperatorText): Reader[] {
    const counts = this.counts.get(id)!;
    const outputs = (): Reader[] => [id, `${id}.late`, `${id}.late-right`].flatMap((output) => this.#of(output));
    const time = new Inputs(inputs.length, type !== 'interval_join', {
      advance(watermark) {
        operator.advance(watermark);
        for (const reader of outputs()) reader.advance(watermark);
      },
      idle: () => outputs().forEach((reader) => reader.idle()),
      wake: () => outputs().forEach((reader) => reader.wake()),
    });
    return inputs.map((_, input) => ({
      take(row) {
        counts.rowsIn++;
        try {
          operator.take(row, time.watermark, input);
        } catch (error) {
          if (!(error instanceof Rejected)) throw error;
          counts.rejected++;
        }
      },
      advance: (watermark) => time.advance(input, watermark),
      idle: () => time.idle(input),
      wake: () => time.wake(input),
    }));
  }

  #addSink(id: string, inputs: readonly string[]): void {
    const lines: string[] = [];
    const counts = this.#counted(id);
    this.lines.set(id, lines);
    const reader: Reader = {
      take(row) {
        counts.rowsIn++;
        const cells = [...row.values].map(([name, value]) => `${JSON.stringify(name)}:${printed(value)}`);
        lines.push(`{${cells.join(',')}}`);
      },
      advance() {},
      idle() {},
      wake() {},
    };
    this.#read(
      inputs,
      inputs.map(() => reader),
    );
  }

  #read(inputs: readonly string[], readers: readonly Reader[]): void {
    inputs.forEach((input, i) => this.#readers.set(input, [...(this.#readers.get(input) ?? []), readers[i]!]));
  }

  #counted(id: string): Counts {
    const counts = { rowsIn: 0, rowsOut: 0, late: 0, rejected: 0 };
    this.counts.set(id, counts);
    return counts;
  }

  #give(id: string, row: Row): void {
    this.counts.get(id)!.rowsOut++;
    for (const reader of this.#of(id)) reader.take(row);
  }

  #of(output: string): readonly Reader[] {
    return this.#readers.get(output) ?? [];
  }
}
