import type { HttpEndpoint } from '../../document/plan.ts';
import { askedWaitMs, backoffMs } from '../../http/backoff.ts';
import type { HttpAnswer, HttpClient } from '../../http/client.ts';
import { Outage } from '../../http/outage.ts';
import { troubled, troubleOfStatus } from '../../http/trouble.ts';
import type { Clock } from '../../time/clock.ts';
import { piecesOf } from './rows-of.ts';
import type { Lines } from './rows-of.ts';
import type { WaitingBlocks } from './waiting-blocks.ts';

/** What a delivery is given to work with. */
export interface DeliveryContext {
  readonly title: string;
  readonly clock: Clock;
  random(): number;
  wait(ms: number, signal: AbortSignal): Promise<void>;
  warn(message: string): void;
  /** Rows that the other side will never take. */
  giveUp(rows: number): void;
}

/** Too much for one request, says the other side. */
const TOO_LARGE = 413;

/**
 * Sends the blocks that wait, one at a time and in their order, until each was taken: after a failure again, later and later. Nothing is given up but a
 * single row that is too large for the other side.
 */
export class Delivery {
  readonly #endpoint: HttpEndpoint;
  readonly #client: HttpClient;
  readonly #waiting: WaitingBlocks;
  readonly #context: DeliveryContext;
  readonly #outage: Outage;
  readonly #stopping = new AbortController();
  readonly #ended: Promise<void>;
  #failures = 0;
  #failure: unknown = null;

  constructor(
    endpoint: HttpEndpoint,
    parts: { readonly client: HttpClient; readonly waiting: WaitingBlocks },
    context: DeliveryContext,
  ) {
    this.#endpoint = endpoint;
    this.#client = parts.client;
    this.#waiting = parts.waiting;
    this.#context = context;
    this.#outage = new Outage(`${context.title}: POST ${endpoint.shown}`, context.clock);
    this.#ended = this.#run().catch((error: unknown) => {
      this.#failure = error;
      this.#waiting.wake();
    });
  }

  /** Whether the last request came to nothing. */
  get isAway(): boolean {
    return 0 < this.#failures;
  }

  throwFailure(): void {
    if (this.#failure !== null) throw this.#failure as Error;
  }

  /** Ends the request that is under way; its rows stay. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#waiting.wake();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const { head } = this.#waiting;
      if (!head) {
        await this.#waiting.changed();
        continue;
      }
      const bytes = await this.#waiting.bytesOf(head);
      const waitMs = await this.#try({ bytes, rows: head.rows });
      if (waitMs === null) await this.#waiting.takeHead();
      else await this.#context.wait(waitMs, signal);
    }
  }

  /** Null where the rows were taken, else how long to wait before they are sent again. */
  async #try(lines: Lines): Promise<number | null> {
    let askedMs = 0;
    try {
      askedMs = await this.#send(lines);
      if (askedMs === 0) {
        const end = this.#outage.answered();
        if (end) this.#context.warn(`${end.message}; ${this.#waiting.rows} rows wait`);
        this.#failures = 0;
        return null;
      }
    } catch (error) {
      if (this.#stopping.signal.aborted) return 0;
      // The other side is a machine of its own: that it is away is no failure of the job, the rows wait for it.
      this.#tell(error);
    }
    return Math.max(
      askedMs,
      backoffMs(++this.#failures, () => this.#context.random()),
    );
  }

  /** 0 where all were taken; else how long the other side asks us to wait. Throws why they were not taken. */
  async #send(lines: Lines): Promise<number> {
    const answer = await this.#post(lines.bytes);
    if (200 <= answer.status && answer.status < 300) return 0;
    if (answer.status === TOO_LARGE) return this.#sendParts(lines);
    const { reason, remedy } = troubleOfStatus(answer.status, answer.statusText);
    const { location } = answer.headers;
    const isElsewhere = 300 <= answer.status && answer.status < 400 && location !== undefined;
    const error = troubled(reason, isElsewhere ? 'rows are not sent on to elsewhere: write that as url' : remedy);
    const askedMs = askedWaitMs(answer.headers['retry-after'], this.#context.clock.now());
    if (askedMs === 0) throw error;
    this.#tell(error);
    return askedMs;
  }

  /** Half by half. What was taken is sent again where the rest is not: at least once. */
  async #sendParts(lines: Lines): Promise<number> {
    if (lines.rows === 1) {
      this.#context.warn(
        `${this.#context.title}: a row of ${lines.bytes.length} bytes is more than the other side ever takes (413); it is given up and counted`,
      );
      this.#context.giveUp(1);
      return 0;
    }
    for (const half of piecesOf(lines, Math.ceil(lines.rows / 2))) {
      const askedMs = await this.#send(half);
      if (0 < askedMs) return askedMs;
    }
    return 0;
  }

  #post(body: Uint8Array): Promise<HttpAnswer> {
    const { url, headers } = this.#endpoint;
    const sent = { 'content-type': 'application/x-ndjson', ...headers };
    const request = { method: 'POST', url: new URL(url), headers: sent, body, answerMax: 0 } as const;
    return this.#client.ask(request, this.#stopping.signal);
  }

  #tell(error: unknown): void {
    const warning = this.#outage.failed(error);
    if (warning !== null) this.#context.warn(`${warning}; the rows wait and are sent again`);
  }
}
