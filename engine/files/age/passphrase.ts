import { randomBytes, scrypt } from 'node:crypto';
import type { Identity, Recipient } from 'age-encryption';

/** So many doublings of the work that each guess costs: half a second and 128 MiB, which OWASP asks for at least. */
const WORK_FACTOR = 17;
/** Files that ask for more, as age's own do not, would only keep the reader busy. */
const WORK_FACTOR_MAX = 22;
const SALT_BYTES = 16;
const KEY_BYTES = 32;

/**
 * Wraps the keys of files by a passphrase, as age does. The work is done on Node's thread pool, with the system's scrypt: the library's own
 * would keep rows waiting for as long as it takes. Every file has a salt of its own.
 */
export function passphraseRecipient(passphrase: string): Recipient {
  return {
    async wrapFileKey(fileKey) {
      const { chacha20poly1305, Stanza } = await import('./library.ts');
      const salt = randomBytes(SALT_BYTES);
      const key = await derive(passphrase, salt, WORK_FACTOR);
      // The nonce may be zero because each key is used once.
      const body = chacha20poly1305(key, new Uint8Array(12)).encrypt(fileKey);
      return [new Stanza(['scrypt', unpadded(salt), String(WORK_FACTOR)], body)];
    },
  };
}

/** Unwraps what a passphrase wrapped; not the files of another passphrase. */
export function passphraseIdentity(passphrase: string): Identity {
  return {
    async unwrapFileKey(stanzas) {
      const [stanza] = stanzas;
      if (stanzas.length !== 1 || stanza?.args[0] !== 'scrypt') return null;
      const [, salt = '', factor = ''] = stanza.args;
      const workFactor = /^[1-9]\d?$/.test(factor) ? Number(factor) : Infinity;
      if (WORK_FACTOR_MAX < workFactor) throw new Error(`its work factor "${factor}" is too high`);
      const { chacha20poly1305 } = await import('./library.ts');
      const key = await derive(passphrase, Buffer.from(salt, 'base64'), workFactor);
      try {
        return chacha20poly1305(key, new Uint8Array(12)).decrypt(stanza.body);
      } catch {
        // Its tag does not fit: it is another passphrase's.
        return null;
      }
    },
  };
}

async function derive(passphrase: string, salt: Uint8Array, workFactor: number): Promise<Uint8Array> {
  const N = 2 ** workFactor;
  const r = 8;
  const salted = Buffer.concat([Buffer.from('age-encryption.org/v1/scrypt'), salt]);
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salted, KEY_BYTES, { N, r, p: 1, maxmem: 129 * N * r }, (error, key) =>
      error ? reject(error) : resolve(new Uint8Array(key)),
    );
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
