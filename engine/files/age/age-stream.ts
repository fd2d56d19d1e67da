import type { Recipient } from 'age-encryption';

/** One file in the age format: bytes in, and whatever has come out of the encryption so far. Calls must not overlap. */
export class AgeStream {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #done: Promise<void>;
  #out: Uint8Array[] = [];

  constructor(recipient: Recipient | string) {
    const input = new TransformStream<Uint8Array, Uint8Array>();
    this.#writer = input.writable.getWriter();
    this.#done = this.#collect(input.readable, recipient);
    // A failure reaches whoever waits; without anybody it is not an unhandled rejection.
    this.#done.catch(() => undefined);
  }

  async encrypt(bytes: Uint8Array): Promise<Uint8Array> {
    const failure = this.#done.then(() => undefined);
    await Promise.race([this.#writer.write(bytes), failure]);
    return this.#take();
  }

  /** The last bytes of the file. */
  async end(): Promise<Uint8Array> {
    await Promise.race([this.#writer.close(), this.#done]);
    await this.#done;
    return this.#take();
  }

  /** Gives up the stream. */
  destroy(): void {
    this.#writer.abort().catch(() => undefined);
  }

  async #collect(plain: ReadableStream<Uint8Array>, recipient: Recipient | string): Promise<void> {
    const { Encrypter } = await import('./library.ts');
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    const encrypted: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> = await encrypter.encrypt(plain);
    const reader = (encrypted as ReadableStream<Uint8Array>).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) this.#out.push(read.value);
  }

  #take(): Uint8Array {
    const taken = Buffer.concat(this.#out);
    this.#out = [];
    return taken;
  }
}
