import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { decrypted } from '../../../../engine/files/age/decrypt.ts';
import { Encrypter, generateIdentity, identityToRecipient, Stanza } from '../../../../engine/files/age/library.ts';
import { passphraseIdentity } from '../../../../engine/files/age/passphrase.ts';

test('of a file that is for a key it is said that no passphrase opens it', async () => {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(await generateIdentity()));
  const file = await encrypter.encrypt('rows');
  const read = decrypted(Readable.from([file]), [passphraseIdentity('abc')]).next();
  await expect(read).rejects.toThrow('no identity matched');
});

test('a file that asks for more work than age ever does is refused before any of it is done', async () => {
  for (const factor of ['64', 'many', '017', '23']) {
    const stanza = new Stanza(['scrypt', 'c2FsdA', factor], new Uint8Array(32));
    const opened = Promise.resolve(passphraseIdentity('abc').unwrapFileKey([stanza]));
    await expect(opened).rejects.toThrow(`its work factor "${factor}" is too high`);
  }
});
