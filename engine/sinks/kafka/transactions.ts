import { Fault } from '../../fault.ts';
import type { KafkaClient, Transactional } from '../../kafka/client.ts';
import { troubleOf } from '../../kafka/trouble.ts';
import type { SinkState } from '../sink.ts';

/**
 * How many names are used in turn. One is open, one may wait for its checkpoint, and that of the checkpoint before is not
 * touched: a restart from there has to find it as it was.
 */
const NAMES = 4;

/** A transaction that waits for its checkpoint. */
export interface Prepared extends Transactional {
  readonly rows: number;
}

/** What transactions are given to work with. */
export interface TransactionsContext {
  readonly client: KafkaClient;
  /** What the names of transactions begin with. */
  readonly name: string;
  persist<T>(act: () => Promise<T>): Promise<T>;
  warn(message: string): void;
}

/** The transactions of a sink: one between each two checkpoints, to be seen once its checkpoint is complete. */
export class Transactions {
  readonly #context: TransactionsContext;
  #number = 0;
  #prepared: { readonly checkpoint: number; readonly transaction: Prepared }[] = [];

  constructor(context: TransactionsContext) {
    this.#context = context;
  }

  /** Commits what was prepared for the checkpoint that `states` are of, and gives up all that was begun after it. */
  async open(states: readonly SinkState[]): Promise<void> {
    const former = states as readonly TransactionsState[];
    for (const { prepared } of former) for (const transaction of prepared) await this.#commitAgain(transaction);
    const names = new Set([this.#context.name, ...former.map(({ name }) => name)]);
    for (const name of names) {
      for (let i = 0; i < NAMES; i++) {
        await this.#context.persist(() => this.#context.client.identify(`${name}.${i}`));
      }
    }
  }

  /** Who writes the next transaction: whatever was under that name has ended. */
  async begin(): Promise<Transactional> {
    const transactionalId = `${this.#context.name}.${this.#number++ % NAMES}`;
    const producer = await this.#context.persist(() => this.#context.client.identify(transactionalId));
    return { ...producer, transactionalId };
  }

  /** `transaction`, in which all is written, waits for `checkpoint`; null: there was nothing to write. */
  prepare(checkpoint: number, transaction: Prepared | null): SinkState {
    if (transaction) this.#prepared.push({ checkpoint, transaction });
    const prepared = this.#prepared.map((each) => each.transaction);
    return { name: this.#context.name, prepared } satisfies TransactionsState;
  }

  async commit(checkpoint: number): Promise<void> {
    const { client } = this.#context;
    for (const { transaction } of this.#prepared.filter((each) => each.checkpoint <= checkpoint)) {
      await this.#context.persist(() => client.end(transaction, 'commit'));
    }
    this.#prepared = this.#prepared.filter((each) => checkpoint < each.checkpoint);
  }

  /** Nothing of this transaction is ever seen. */
  async abort(transaction: Transactional): Promise<void> {
    await this.#context.client.end(transaction, 'abort');
  }

  /** It may have been committed before; only where the cluster gave it up meanwhile, its rows are lost. */
  async #commitAgain(transaction: Prepared): Promise<void> {
    try {
      await this.#context.persist(() => this.#context.client.end(transaction, 'commit'));
    } catch (error) {
      if (!(error instanceof Fault) || troubleOf(error.cause).helps !== 'restarting') throw error;
      const { rows, transactionalId } = transaction;
      this.#context.warn(
        `${rows} rows of the checkpoint are missing in the topic unless they were committed before: the cluster no longer waits for transaction ${transactionalId}; come back sooner after a failure`,
      );
    }
  }
}

/** What a checkpoint keeps. */
interface TransactionsState extends SinkState {
  readonly name: string;
  readonly prepared: readonly Prepared[];
}
