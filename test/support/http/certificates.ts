import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A certificate and its private key, as PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** An authority that signs certificates for names on this machine. */
export interface Authority extends Identity {
  issue(name: string, options?: { readonly days?: number }): Identity;
}

/** An authority of our own: made for a test, known to nobody else. */
export function createAuthority(name = 'Test authority'): Authority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const make = (subject: string, publicKey: KeyObject, isAuthority: boolean, days: number): string =>
    certificate({ subject, issuer: name, publicKey, signer: keys.privateKey, isAuthority, days });
  return {
    certificate: make(name, keys.publicKey, true, 10),
    key: pem(keys.privateKey),
    issue(subject, { days = 10 } = {}) {
      const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return { certificate: make(subject, own.publicKey, false, days), key: pem(own.privateKey) };
    },
  };
}

interface Contents {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly isAuthority: boolean;
  readonly days: number;
}

function certificate({ subject, issuer, publicKey, signer, isAuthority, days }: Contents): string {
  const day = 86_400_000;
  const until = Date.now() + days * day;
  const algorithm = sequence(oid([1, 2, 840, 10045, 4, 3, 2]));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const keyId = createHash('sha1').update(spki).digest();
  const names = isAuthority ? [] : [tag(0x82, Buffer.from(subject)), tag(0x87, Buffer.from([127, 0, 0, 1]))];
  const extensions = [
    extension([2, 5, 29, 19], sequence(...(isAuthority ? [tag(0x01, Buffer.from([0xff]))] : [])), true),
    extension([2, 5, 29, 14], tag(0x04, keyId)),
    ...(isAuthority ? [] : [extension([2, 5, 29, 17], sequence(...names))]),
  ];
  const content = sequence(
    tag(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    commonName(issuer),
    sequence(time(Math.min(Date.now(), until) - 2 * day), time(until)),
    commonName(subject),
    spki,
    tag(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', content, signer);
  const der = sequence(content, algorithm, tag(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = der.toString('base64').match(/.{1,64}/g)!;
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

// The few rules of DER that a certificate needs: a tag, a length, the content.
function tag(number: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([number, ...size]), content]);
}

function sequence(...items: readonly Buffer[]): Buffer {
  return tag(0x30, Buffer.concat(items));
}

function integer(bytes: Buffer): Buffer {
  return tag(0x02, bytes);
}

function oid([first, second, ...rest]: readonly number[]): Buffer {
  const bytes = rest.flatMap((value) => {
    const digits = [value & 0x7f];
    for (let left = value >> 7; 0 < left; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    return digits;
  });
  return tag(0x06, Buffer.from([first! * 40 + second!, ...bytes]));
}

function commonName(name: string): Buffer {
  return sequence(tag(0x31, sequence(oid([2, 5, 4, 3]), tag(0x0c, Buffer.from(name)))));
}

function time(ms: number): Buffer {
  const text = new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '');
  return tag(0x17, Buffer.from(text.slice(2)));
}

function extension(id: readonly number[], content: Buffer, isCritical = false): Buffer {
  const critical = isCritical ? [tag(0x01, Buffer.from([0xff]))] : [];
  return sequence(oid(id), ...critical, tag(0x04, content));
}
