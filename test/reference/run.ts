import type { Document } from './document.ts';
import { durationMs, readText } from './document.ts';
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
interface Reader {
  take(row: Row): void;
  advance(watermark: number): void;
}

/**
 * Runs the document `text` over `files` (the lines of each source's file by its path) to their end, one row and then its
 * watermark at a time. `turns` says which source gives each next row; without it, one source after the other.
 */
export function runReference(
  text: string,
  files: Readonly<Record<string, readonly Line[]>>,
  turns: readonly string[] = [],
): ReferenceRun {
  const machine = new Machine(readText(text));
  const feeds = new Map(machine.sources.map(({ id, path }) => [id, [...(files[path] ?? [])]]));
  for (const id of turns) {
    const line = feeds.get(id)?.shift();
    if (line !== undefined) machine.feed(id, line);
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
    this.#give(id, row);
    if (row.time === null) return;
    const watermark = row.time - durationMs(source.event_time!.out_of_orderness) - 1;
    if (watermark <= (this.#watermarks.get(id) ?? -Infinity)) return;
    this.#watermarks.set(id, watermark);
    this.#advance(id, watermark);
  }

  end(id: string): void {
    this.#advance(id, Infinity);
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
        for (const reader of this.#readers.get(`${id}.${input === 0 ? 'late' : 'late-right'}`) ?? []) reader.take(row);
      },
      countRejected: () => counts.rejected++,
    });
    this.#columns.set(id, operator.columns).set(`${id}.late`, inputs[0]!);
    if (inputs[1]) this.#columns.set(`${id}.late-right`, inputs[1]);
    this.#read(text.inputs, this.#inputsOf(id, operator, text.inputs.length));
  }

  /** An operator has the smallest watermark of its inputs. */
  #inputsOf(id: string, operator: Operator, count: number): Reader[] {
    const counts = this.counts.get(id)!;
    const watermarks = new Array<number>(count).fill(-Infinity);
    let current = -Infinity;
    return watermarks.map((_, input) => ({
      take(row) {
        counts.rowsIn++;
        try {
          operator.take(row, current, input);
        } catch (error) {
          if (!(error instanceof Rejected)) throw error;
          counts.rejected++;
        }
      },
      advance: (watermark) => {
        watermarks[input] = watermark;
        const smallest = Math.min(...watermarks);
        if (smallest <= current) return;
        current = smallest;
        operator.advance(current);
        for (const output of [id, `${id}.late`, `${id}.late-right`]) this.#advance(output, current);
      },
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
    for (const reader of this.#readers.get(id) ?? []) reader.take(row);
  }

  #advance(output: string, watermark: number): void {
    for (const reader of this.#readers.get(output) ?? []) reader.advance(watermark);
  }
}
