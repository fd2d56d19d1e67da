import { once } from 'node:events';
import type { Gzip } from 'node:zlib';
import { constants, createGzip } from 'node:zlib';

/** One gzip stream: bytes in, and whatever has come out of the compressor so far. Calls must not overlap. */
export class GzipStream {
  readonly #gzip: Gzip;
  #out: Buffer[] = [];

  constructor() {
    this.#gzip = createGzip();
    this.#gzip.on('data', (bytes: Buffer) => this.#out.push(bytes));
    // A failure reaches whoever waits; without a listener it would end the process.
    this.#gzip.on('error', () => undefined);
  }

  async compress(bytes: Uint8Array): Promise<Uint8Array> {
    await settled((done) => this.#gzip.write(bytes, done));
    return this.#take();
  }

  /** Everything so far, in such a way that it can be read, and gone on from, without what comes later. */
  async flush(): Promise<Uint8Array> {
    await settled((done) => this.#gzip.flush(constants.Z_FULL_FLUSH, () => done()));
    return this.#take();
  }

  /** The last bytes of the stream. */
  async end(): Promise<Uint8Array> {
    const ended = once(this.#gzip, 'end');
    this.#gzip.end();
    await ended;
    return this.#take();
  }

  /** Gives up the stream and its memory. */
  destroy(): void {
    this.#gzip.destroy();
  }

  #take(): Uint8Array {
    const taken = Buffer.concat(this.#out);
    this.#out = [];
    return taken;
  }
}

async function settled(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  await new Promise<void>((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
  // The stream may hand its last bytes over only in the next tick.
  await new Promise((resolve) => setImmediate(resolve));
}
