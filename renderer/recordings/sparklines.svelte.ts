import type { PageBridge } from '../bridge.ts';
import type { RecordingSummary, Sparkline } from '../state/contract-types.ts';

type Asked = Pick<RecordingSummary, 'id' | 'rows' | 'state'>;

/** Beyond this many in a library a person has searched for what they want. */
const ASKED_MAX = 500;

/** Small pictures of recordings, asked for one at a time, each once for so many rows. */
export class Sparklines {
  #found = $state.raw<ReadonlyMap<string, Sparkline | null>>(new Map());
  readonly #asked = new Map<string, number>();
  readonly #bridge: PageBridge;
  #wanted: readonly Asked[] = [];
  #isAsking = false;

  constructor(bridge: PageBridge) {
    this.#bridge = bridge;
  }

  /** The picture of a recording; null where there is none, or none yet. */
  of(id: string): Sparkline | null {
    return this.#found.get(id) ?? null;
  }

  /** Brings the pictures of these recordings; of one that is being made once it is complete. */
  async want(all: readonly Asked[]): Promise<void> {
    this.#wanted = all.slice(0, ASKED_MAX).filter(({ state }) => state !== 'recording');
    if (this.#isAsking) return;
    this.#isAsking = true;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const { id, rows } = next;
      this.#asked.set(id, rows);
      // One that cannot be read says so in its row.
      const found = await this.#bridge.request('recordingSparkline', id).catch(() => null);
      this.#found = new Map(this.#found).set(id, found);
    }
    this.#isAsking = false;
  }

  #next(): Asked | undefined {
    return this.#wanted.find(({ id, rows }) => this.#asked.get(id) !== rows);
  }
}
