import { watermarkOnly } from '../../../engine/data/batch.ts';
import { readDocument } from '../../../engine/document/index.ts';
import type { FileSourceOptions, Plan, SinkNode } from '../../../engine/document/plan.ts';
import { formatProblem } from '../../../engine/document/problem.ts';
import { ByteBuffer } from '../../../engine/files/byte-buffer.ts';
import { NdjsonEncoder } from '../../../engine/files/ndjson-encoder.ts';
import { RowReader } from '../../../engine/files/row-reader.ts';
import { buildChain } from '../../../engine/runtime/chain.ts';
import type { ProgramPart } from '../../../engine/runtime/program-part.ts';
import type { Chain, SinkEntry, SourceEntry } from '../../../engine/runtime/entries.ts';
import { systemClock } from '../../../engine/time/clock.ts';
import { keyedSubtasks } from '../../../engine/runtime/parallel/keyed-subtasks.ts';
import type { KeyedSubtasks } from '../../../engine/runtime/parallel/keyed-subtasks.ts';
import { KeyedHere } from '../../support/keyed-here.ts';
import type { Counts, Turn } from '../../reference/run.ts';

/** What the engine did: the same facts as of the slow one. */
export interface EngineRun {
  readonly lines: ReadonlyMap<string, readonly string[]>;
  readonly counts: ReadonlyMap<string, Counts>;
}

/** What the engine is fed with: the texts of the lines of each source by its id, its turns, and how many lines a batch has at most. */
export interface Feed {
  readonly lines: ReadonlyMap<string, readonly string[]>;
  readonly turns: readonly Turn[];
  /** Asked anew for each batch. */
  batchSize(): number;
  readonly largestBatch: number;
  /** How many keyed subtasks there are; 1: none, all runs in one. */
  readonly parallelism?: number;
  /** So many rows for each keyed subtask go out at once. */
  readonly rowsAtATime?: number;
}

/** The plan of the document `text`. */
export function planOf(text: string, baseFolder = '/', environment: Readonly<Record<string, string>> = {}): Plan {
  const read = readDocument(text, { file: 'random.yaml', baseFolder, environment });
  if ('plan' in read) return read.plan;
  throw new Error(`the engine refuses a valid document:\n${read.problems.map(formatProblem).join('\n')}`);
}

/**
 * Runs `plan` to the end of its sources. Everything is as in a job, except that the lines come from memory, and sinks keep the text
 * that they would have written.
 */
export function runEngine(plan: Plan, feed: Feed): EngineRun {
  const { settings } = plan;
  // Its own sources are not used: they need no room for a batch.
  const small: Plan = { ...plan, settings: { ...settings, batch: { ...settings.batch, size: 1 } } };
  const { parallelism = 1, rowsAtATime = 1 } = feed;
  const batch = { ...small.settings.batch, size: rowsAtATime };
  const parallel: Plan = { ...small, settings: { ...small.settings, batch, parallelism } };
  const run = new Run(parallel, feed);
  for (const { source, lines } of feed.turns) run.turn(source, lines);
  return run.end();
}

/** In place of the sources that read files: what they would make ready to do so costs as much as the rows of a case. */
const NO_SOURCE: ProgramPart = {
  why: 'its rows are given by hand',
  word: 'test',
  role: 'source',
  create: () => ({
    open: () => Promise.resolve(),
    poll: () => Promise.resolve(null),
    position: () => null,
    close: () => Promise.resolve(),
  }),
};

/** A chain, and the keyed subtasks where there are any. */
class Run {
  readonly #chain: Chain;
  readonly #here: KeyedHere;
  readonly #keyed: KeyedSubtasks | null;
  readonly #texts: ReadonlyMap<string, readonly string[]>;
  readonly #inputs: ReadonlyMap<string, SourceInput>;

  constructor(plan: Plan, feed: Feed) {
    const programs = new Map([...feed.lines.keys()].map((id) => [id, NO_SOURCE] as const));
    const start = { plan, documentText: '', subtask: 0, hasScreen: false, programs };
    const port = { clock: systemClock, post: () => undefined };
    this.#here = new KeyedHere(feed.lines.size + feed.turns.length);
    this.#keyed = keyedSubtasks(start, { ...port, startKeyed: this.#here.start });
    const around = this.#keyed ? { portion: this.#keyed.portion, exits: this.#keyed.exits } : undefined;
    this.#chain = buildChain(start, port, around);
    this.#keyed?.connect(this.#chain);
    this.#texts = new Map(this.#chain.sinks.map((entry) => [entry.node.id, tap(entry)]));
    const counters = new Map(this.#chain.nodes.map((each) => [each.counters.id, each.counters]));
    this.#inputs = new Map(
      this.#chain.sources.map((entry) => {
        const input = new SourceInput(entry, feed, {
          countRejected: () => counters.get(entry.node.id)!.rejected++,
          given: () => this.#here.deliver(3),
        });
        return [entry.node.id, input] as const;
      }),
    );
  }

  turn(source: string, lines: number | 'idle'): void {
    this.#inputs.get(source)!.turn(lines);
    // Which of several sources is first is only certain once what it gave has arrived.
    if (1 < this.#inputs.size) this.#settle();
  }

  end(): EngineRun {
    for (const input of this.#inputs.values()) {
      input.end();
      this.#settle();
    }
    void this.#keyed?.count();
    this.#here.deliver();
    return {
      lines: new Map([...this.#texts].map(([id, text]) => [id, text.join('').split('\n').slice(0, -1)])),
      counts: countsOf(this.#chain, this.#keyed),
    };
  }

  #settle(): void {
    if (!this.#keyed) return;
    let isStill = false;
    this.#keyed.whenStill(() => (isStill = true));
    this.#here.deliver();
    if (!isStill) throw new Error('what was given has not arrived');
  }
}

/** Feeds lines from memory into a source's output, as its batches. */
class SourceInput {
  readonly #entry: SourceEntry;
  readonly #feed: Feed;
  readonly #given: () => void;
  readonly #reader: RowReader;
  readonly #lines: string[];

  constructor(
    entry: SourceEntry,
    feed: Feed,
    { countRejected, given }: { readonly countRejected: () => void; readonly given: () => void },
  ) {
    this.#entry = entry;
    this.#feed = feed;
    this.#given = given;
    this.#lines = [...(feed.lines.get(entry.node.id) ?? [])];
    this.#reader = new RowReader(
      entry.node.source as FileSourceOptions,
      Math.min(this.#lines.length + 1, feed.largestBatch),
      countRejected,
    );
    this.#reader.startFile('in.ndjson');
  }

  turn(lines: number | 'idle'): void {
    if (lines === 'idle') {
      this.#entry.output.idle();
      return;
    }
    const due = this.#lines.splice(0, lines);
    while (0 < due.length) this.#give(due.splice(0, this.#feed.batchSize()));
  }

  end(): void {
    this.turn(this.#lines.length);
    this.#entry.output.receive(watermarkOnly(this.#entry.node.schema, Infinity));
  }

  #give(lines: readonly string[]): void {
    this.#reader.push(Buffer.from(lines.join('')));
    this.#reader.read();
    if (this.#reader.length === 0) return;
    this.#entry.output.receive(this.#entry.stamp(this.#reader.take()));
    this.#given();
  }
}

/** The texts of the batches that a sink is given, instead of what it does with them. */
function tap({ node, sink }: SinkEntry): string[] {
  const texts: string[] = [];
  const encoder = encoderOf(node);
  sink.receive = (batch) => {
    if (batch.length === 0) return;
    const buffer = new ByteBuffer(512);
    encoder.encode(batch, buffer);
    texts.push(Buffer.from(buffer.take()).toString('utf8'));
  };
  return texts;
}

/** One for all runs of a plan: making it costs more than the few lines that it writes. */
const encoders = new WeakMap<SinkNode, NdjsonEncoder>();

function encoderOf(node: SinkNode): NdjsonEncoder {
  const known = encoders.get(node) ?? new NdjsonEncoder(node.schema);
  encoders.set(node, known);
  return known;
}

/** Runs `plan` with its own sources, which read files, in batches of `batchSize` rows. */
export async function runFromFiles(plan: Plan, batchSize: number): Promise<ReadonlyMap<string, Counts>> {
  const { settings } = plan;
  const sized: Plan = { ...plan, settings: { ...settings, batch: { ...settings.batch, size: batchSize } } };
  const start = { plan: sized, documentText: '', subtask: 0, hasScreen: false };
  const chain = buildChain(start, { clock: systemClock, post: () => undefined });
  chain.sinks.forEach(tap);
  try {
    for (const entry of chain.sources) await readAll(entry);
  } finally {
    for (const { source } of chain.sources) await source.close();
  }
  return countsOf(chain, null);
}

async function readAll({ source, output, stamp, node }: SourceEntry): Promise<void> {
  const { signal } = new AbortController();
  await source.open();
  for (let batch = await source.poll(signal); batch; batch = await source.poll(signal))
    if (0 < batch.length) output.receive(stamp(batch));
  output.receive(watermarkOnly(node.schema, Infinity));
}

function countsOf({ nodes }: Chain, keyed: KeyedSubtasks | null): ReadonlyMap<string, Counts> {
  return new Map(
    nodes.map(({ counters }) => {
      const own = counters.snapshot(0, { at: 0, queued: 0, state: null });
      const { id, rowsIn, rowsOut, late, rejected } = keyed?.withCounts(own) ?? own;
      return [id, { rowsIn, rowsOut, late, rejected }] as const;
    }),
  );
}
