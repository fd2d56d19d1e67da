import type { Barrier } from '../../checkpoints/barrier.ts';
import type { StateFile } from '../../checkpoints/metadata.ts';
import type { FaultDescription } from '../../fault.ts';
import { Fault } from '../../fault.ts';
import type { Clock } from '../../time/clock.ts';
import type { Chain, Exit } from '../entries.ts';
import { outputSchema } from '../input-schemas.ts';
import type { FromWorker, NodeCounts, SubtaskStart, TapOrder, TappedRows } from '../protocol.ts';
import { Dealer } from './dealer.ts';
import { Gatherer } from './gatherer.ts';
import type { FromKeyed, KeyedThread, StartKeyed, ToKeyed } from './messages.ts';
import { Questions } from './questions.ts';
import type { Placement } from './placement.ts';
import { outputName, placementOf } from './placement.ts';
import { firstPortion } from './portion.ts';
import type { Portion } from './portion.ts';
import { summedCounts } from './summed-counts.ts';
import { summedWindows } from '../open-windows.ts';
import { lastRows } from './last-rows.ts';

/** What the keyed subtasks need from the thread of the first one. */
export interface KeyedSurroundings {
  readonly clock: Clock;
  readonly startKeyed: StartKeyed;
  post(message: FromWorker): void;
}

/** The keyed subtasks of a job, as its first subtask sees them: one operator with all the rows, which takes its time. */
export class KeyedSubtasks {
  readonly portion: Portion;
  /** Never settles unless one of them fails, then it rejects with why. */
  readonly failure: Promise<never>;
  readonly #start: SubtaskStart;
  readonly #around: KeyedSurroundings;
  readonly #placement: Placement;
  readonly #threads: KeyedThread[] = [];
  readonly #dealer: Dealer;
  #gatherer!: Gatherer;
  #fail!: (error: unknown) => void;
  #hasFailed = false;
  #answered = 0;
  readonly #questions: Questions;
  readonly #ready: Promise<unknown>;
  #taps = 0;
  /** By subtask: the newest counts of its nodes. */
  #counts: readonly (readonly NodeCounts[])[] = [];
  /** The question for them that is open. */
  #counting: Promise<void> | null = null;
  /** What waits until nothing is under way. */
  #still: (() => void)[] = [];

  constructor(start: SubtaskStart, around: KeyedSurroundings, placement: Placement) {
    const { plan, documentText, restore = null } = start;
    this.#start = start;
    this.#around = around;
    this.#placement = placement;
    this.portion = firstPortion(plan, placement);
    this.failure = new Promise<never>((_, reject) => (this.#fail = reject));
    // Who is interested takes the failure from `failure`; without anybody it is not an unhandled rejection.
    this.failure.catch(() => undefined);
    const { parallelism } = plan.settings;
    this.#questions = new Questions(parallelism);
    this.#ready = this.#questions.ask('ready');
    this.#ready.catch(() => undefined);
    for (let keyed = 0; keyed < parallelism; keyed++) {
      const thread = around.startKeyed({ plan, documentText, keyed, restore }, (message) =>
        this.#heard(keyed, message),
      );
      this.#threads.push(thread);
    }
    this.#dealer = new Dealer(plan, placement, { threads: this.#threads, clock: around.clock });
  }

  /** The ways to them. */
  get exits(): readonly Exit[] {
    return this.#dealer.exits;
  }

  /** Joins them to the nodes of the first subtask. */
  connect(chain: Chain): void {
    const { deals, gathers } = this.#placement;
    const { plan } = this.#start;
    deals.forEach(({ from }, i) => chain.outputs.get(outputName(from))!.add(this.#dealer.edges[i]!));
    this.#gatherer = new Gatherer(
      gathers.map((from) => outputSchema(plan, from)),
      gathers.map((from) => chain.outputs.get(outputName(from))!),
      {
        parallelism: this.#threads.length,
        reject: ({ node, row }) => chain.remote.get(node)!.rejections.reject(row),
        read: (i, buffer) => this.#dealer.read(i, buffer),
        answered: (number) => {
          this.#answered = number;
          this.#dealer.answered(number);
        },
      },
    );
  }

  /** Settles when all of them are ready. */
  async open(): Promise<void> {
    await Promise.race([this.#ready, this.failure]);
  }

  /** Calls `work` as soon as nothing is under way, in the very turn: all that was given has been answered and has gone on. */
  whenStill(work: () => void): void {
    this.#still.push(work);
    this.#dealer.flush();
    this.#goStill();
  }

  /** Settles once nothing is under way. */
  drained(): Promise<void> {
    return new Promise((resolve) => this.whenStill(resolve));
  }

  /** No source waits for room any more: none of them will give anything. */
  letGo(): void {
    this.#dealer.answered(Infinity);
  }

  /** Makes each of them ready to save its share, while rows go on; rejects with a Fault where they end meanwhile. */
  async prepare(): Promise<void> {
    await this.#ask<null>('prepared', { type: 'prepare' });
  }

  /** Makes each of them save its share of a checkpoint; rejects with a Fault where one cannot. To be called while nothing is under way. */
  async save(barrier: Barrier): Promise<readonly (StateFile | null)[]> {
    return this.#ask<StateFile | null>(`saved ${barrier.id}`, { type: 'barrier', barrier });
  }

  /** Asks all of them for their counts, and settles when they are here; they answer in their turn, behind the rows they have. */
  async count(): Promise<void> {
    if (this.#hasFailed) return;
    this.#counting ??= this.#askForCounts().finally(() => (this.#counting = null));
    await Promise.race([this.#counting, this.failure]);
  }

  /** The counts of a node that they run, with what is known of it here; undefined of one that they do not run. */
  withCounts(own: NodeCounts): NodeCounts | undefined {
    if (!this.#placement.parallel.has(own.id)) return undefined;
    const counts = this.#counts.flatMap((nodes) => nodes.filter(({ id }) => id === own.id));
    return summedCounts(own, { counts, parallelism: this.#threads.length, queued: this.#queuedAt(own.id) });
  }

  /** The last rows of an edge between two nodes of theirs; undefined of one whose rows come here. */
  async tap(order: TapOrder): Promise<TappedRows | undefined> {
    const { node, output } = order;
    if (!this.#placement.parallel.has(node)) return undefined;
    if (output !== 'windows' && this.portion.entrances.includes(outputName({ node, output }))) return undefined;
    const number = ++this.#taps;
    const answers = await this.#ask<TappedRows>(`tapped ${number}`, { type: 'tap', number, order });
    return order.output === 'windows' ? summedWindows(answers) : lastRows(answers);
  }

  async end(): Promise<void> {
    // What they have to say from now on is of no interest.
    this.#hasFailed = true;
    this.#questions.end();
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }

  #queuedAt(id: string): number {
    const deals = new Set(this.#placement.dealOf.get(id) ?? []);
    return [...deals].reduce<number>((total, deal) => total + (deal === null ? 0 : this.#dealer.inFlight(deal)), 0);
  }

  /** Those of all subtasks together, or their times would not belong to their work. */
  async #askForCounts(): Promise<void> {
    await this.#ask<readonly NodeCounts[]>('counted', { type: 'count' }, (all) => (this.#counts = all));
  }

  #ask<T>(name: string, message: ToKeyed, known?: (answers: T[]) => void): Promise<T[]> {
    const answers = this.#questions.ask<T>(name, known);
    for (const thread of this.#threads) thread.post(message, []);
    return answers;
  }

  #heard(keyed: number, message: FromKeyed): void {
    if (this.#hasFailed) return;
    try {
      this.#take(keyed, message);
    } catch (error) {
      this.#hasFailed = true;
      this.#fail(error);
    }
  }

  #take(keyed: number, message: FromKeyed): void {
    switch (message.type) {
      case 'rows':
        this.#dealer.giveBack(keyed, message.back);
        this.#gatherer.take(keyed, message);
        this.#goStill();
        break;
      case 'ready':
        this.#questions.answer('ready', keyed, null);
        break;
      case 'prepared':
        this.#questions.answer('prepared', keyed, null);
        break;
      case 'saved':
        this.#questions.answer(`saved ${message.id}`, keyed, message.file);
        break;
      case 'unsaved':
        this.#questions.refuse(`saved ${message.id}`, message.fault);
        break;
      case 'counted':
        this.#questions.answer('counted', keyed, message.nodes);
        break;
      case 'tapped':
        if ('rows' in message.answer) this.#questions.answer(`tapped ${message.number}`, keyed, message.answer);
        else this.#questions.refuse(`tapped ${message.number}`, message.answer);
        break;
      case 'warning':
        this.#around.post(message);
        break;
      case 'failed':
        throw faultOf(message.fault);
    }
  }

  #goStill(): void {
    // What went on may have given rows to further operators of theirs.
    if (0 < this.#still.length) this.#dealer.flush();
    if (!this.#dealer.isEmpty || this.#answered < this.#dealer.sent) return;
    const waiting = this.#still;
    this.#still = [];
    for (const work of waiting) work();
  }
}

/** The keyed subtasks that `start` asks for; null where all is done in the first one. */
export function keyedSubtasks(
  start: SubtaskStart,
  around: Omit<KeyedSurroundings, 'startKeyed'> & { readonly startKeyed?: StartKeyed },
): KeyedSubtasks | null {
  const { startKeyed } = around;
  if (startKeyed === undefined || start.plan.settings.parallelism === 1) return null;
  const placement = placementOf(start.plan);
  return placement.parallel.size === 0 ? null : new KeyedSubtasks(start, { ...around, startKeyed }, placement);
}

function faultOf({ code, message, isPermanent }: FaultDescription): Fault {
  return new Fault(code, message, { isPermanent: isPermanent === true });
}
