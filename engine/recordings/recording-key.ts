import type { Identity, Recipient } from 'age-encryption';
import { Fault } from '../fault.ts';
import { decrypted } from '../files/age/decrypt.ts';
import { passphraseIdentity, passphraseRecipient } from '../files/age/passphrase.ts';

/**
 * What an encrypted recording is written and read with. Its parts are for the passphrase, so that the age program opens each; the pieces
 * that end at checkpoints are for a key of the recording's own, which costs no half second of work each time. That key is in the manifest,
 * for the passphrase.
 */
export interface RecordingKey {
  /** Who finished parts are for. */
  readonly part: Recipient;
  /** Who pieces are for. */
  readonly piece: string;
  /** What opens both. */
  readonly identities: readonly (Identity | string)[];
  /** The recording's own key for the manifest, encrypted, in Base64. */
  readonly sealed: string;
}

/** A key for a new recording. */
export async function createKey(passphrase: string): Promise<RecordingKey> {
  const { Encrypter, generateIdentity } = await import('../files/age/library.ts');
  const identity = await generateIdentity();
  const encrypter = new Encrypter();
  encrypter.addRecipient(passphraseRecipient(passphrase));
  const sealed = Buffer.from(await encrypter.encrypt(identity)).toString('base64');
  return keyOf(passphrase, identity, sealed);
}

/** The key of a recording whose manifest holds `sealed`; null where `passphrase` is not its. */
export async function openKey(sealed: string, passphrase: string): Promise<RecordingKey | null> {
  const pieces: Buffer[] = [];
  try {
    const bytes = [Buffer.from(sealed, 'base64')] as unknown as AsyncIterable<Uint8Array>;
    for await (const piece of decrypted(bytes, [passphraseIdentity(passphrase)])) pieces.push(piece);
  } catch {
    // The manifest is sealed and so the key is not damaged: what is wrong is the passphrase.
    return null;
  }
  return keyOf(passphrase, Buffer.concat(pieces).toString('latin1'), sealed);
}

/** What is said of a passphrase that does not open a recording. */
export function wrongPassphrase(path: string): Fault {
  return new Fault(
    'recording-failed',
    `the passphrase does not open the recording in ${path}; give the one that it was made with`,
  );
}

async function keyOf(passphrase: string, identity: string, sealed: string): Promise<RecordingKey> {
  const { identityToRecipient } = await import('../files/age/library.ts');
  return {
    part: passphraseRecipient(passphrase),
    piece: await identityToRecipient(identity),
    identities: [identity, passphraseIdentity(passphrase)],
    sealed,
  };
}
