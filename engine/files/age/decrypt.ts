import { Readable } from 'node:stream';
import type { Identity } from 'age-encryption';

/** The bytes of a file in the age format that one of `identities` opens; throws where none does, and where a byte of it is damaged. */
export async function* decrypted(
  bytes: AsyncIterable<Uint8Array>,
  identities: readonly (Identity | string)[],
): AsyncGenerator<Buffer, void, undefined> {
  const { Decrypter } = await import('./library.ts');
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  const plain = await decrypter.decrypt(Readable.toWeb(Readable.from(bytes)) as ReadableStream<Uint8Array>);
  const reader = plain.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield Buffer.from(value.buffer, value.byteOffset, value.length);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
