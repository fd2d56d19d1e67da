import { Worker } from 'node:worker_threads';

const PARALLELISM = 2;

/** What a thread of this program is to do that is no main thread. */
export interface ShareOrder {
  readonly folder: string;
  readonly keys: number;
  readonly keyed: number;
  readonly parallelism: number;
}

/** Of one checkpoint of one subtask, in milliseconds: for how long it stands still, its longest turn while its part is written, and how long that takes. */
export interface ShareFigures {
  readonly stall: number;
  readonly turn: number;
  readonly written: number;
}

/** What each of two keyed subtasks, threads that share `keys` keys, needs for each of `rounds` checkpoints, which both take at once. */
export async function measureShares(folder: string, keys: number, rounds: number): Promise<ShareFigures[][]> {
  const threads = Array.from(
    { length: PARALLELISM },
    (_, keyed) => new ShareThread({ folder, keys, keyed, parallelism: PARALLELISM }),
  );
  await Promise.all(threads.map((thread) => thread.answer()));
  for (let round = 0; round < rounds; round++) {
    await Promise.all(threads.map((thread) => thread.asked('prepare')));
    await Promise.all(threads.map((thread) => thread.asked('barrier')));
  }
  await Promise.all(threads.map((thread) => thread.end()));
  return threads.map(({ figures }) => figures);
}

class ShareThread {
  readonly figures: ShareFigures[] = [];
  readonly #worker: Worker;

  constructor(order: ShareOrder) {
    this.#worker = new Worker(__filename, { workerData: order });
  }

  async asked(what: 'prepare' | 'barrier'): Promise<void> {
    this.#worker.postMessage(what);
    await this.answer();
  }

  async answer(): Promise<void> {
    const figures = await new Promise<ShareFigures | null>((resolve, reject) => {
      this.#worker.removeAllListeners();
      this.#worker.once('error', reject);
      this.#worker.once('message', resolve);
    });
    if (figures !== null) this.figures.push(figures);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
