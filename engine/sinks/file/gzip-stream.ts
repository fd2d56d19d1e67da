import { once } from 'node:events';
import type { Gzip } from 'node:zlib';
import { constants, createGzip } from 'node:zlib';
import { Crc32 } from '../../files/crc32.ts';

/** One gzip stream: bytes in, and whatever has come out of the compressor so far. Calls must not overlap. */
export class GzipStream {
  readonly #gzip: Gzip;
  readonly #crc = new Crc32();
  #size = 0;
  #out: Buffer[] = [];

  constructor() {
    this.#gzip = createGzip();
    this.#gzip.on('data', (bytes: Buffer) => this.#out.push(bytes));
    // A failure reaches whoever waits; without a listener it would end the process.
    this.#gzip.on('error', () => undefined);
  }

  async compress(bytes: Uint8Array): Promise<Uint8Array> {
    this.#crc.update(bytes);
    this.#size += bytes.length;
    await settled((done) => this.#gzip.write(bytes, done));
    return this.#take();
  }

  /** Everything so far, in such a way that it can be read, and gone on from, without what comes later. */
  async flush(): Promise<Uint8Array> {
    await settled((done) => this.#gzip.flush(constants.Z_FULL_FLUSH, () => done()));
    return this.#take();
  }

  /** What would end the stream after a `flush`: an empty last block, the checksum, and the length. */
  endAfterFlush(): Uint8Array {
    const end = Buffer.from([0x03, 0x00, 0, 0, 0, 0, 0, 0, 0, 0]);
    end.writeUInt32LE(this.#crc.value, 2);
    end.writeUInt32LE(this.#size % 2 ** 32, 6);
    return end;
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
