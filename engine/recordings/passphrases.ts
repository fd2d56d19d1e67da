import type { Environment } from '../document/text/environment.ts';
import { Fault } from '../fault.ts';
import type { Manifest } from './recording.ts';
import { openKey, wrongPassphrase } from './recording-key.ts';
import type { RecordingKey } from './recording-key.ts';

/** The variable that a passphrase is looked for in first, whatever the document calls it that made the recording. */
export const PASSPHRASE = 'MILLRACE_PASSPHRASE';

/** The passphrases that the environment offers for a recording: of `MILLRACE_PASSPHRASE`, and of the variables that its document names for one. */
export function passphrasesFor(manifest: Pick<Manifest, 'document'>, environment: Environment): readonly string[] {
  return variablesOf(manifest).flatMap((name) => environment[name] ?? []);
}

/** What to do where the environment has no passphrase for a recording. */
export function passphraseAdvice(manifest: Pick<Manifest, 'document'>): string {
  return `it is encrypted: set the environment variable ${variablesOf(manifest).reverse().join(' or ')} to its passphrase`;
}

/** The key of an encrypted recording in `path`, opened by one of `passphrases`; a Fault where none of them is its. */
export async function keyFrom(path: string, { key }: Manifest, passphrases: readonly string[]): Promise<RecordingKey> {
  for (const passphrase of passphrases) {
    const opened = key === undefined ? null : await openKey(key, passphrase);
    if (opened) return opened;
  }
  throw wrongPassphrase(path);
}

/** For a manifest that says what is missing where no passphrase is known. */
export function locked(path: string, manifest: Manifest): Fault {
  return new Fault('recording-failed', `${path}: ${passphraseAdvice(manifest)}`);
}

function variablesOf({ document }: Pick<Manifest, 'document'>): string[] {
  const named = [...(document ?? '').matchAll(/passphrase["']?\s*:\s*["']?\$\{([A-Za-z_]\w*)\}/g)];
  return [...new Set([PASSPHRASE, ...named.map((match) => match[1]!)])];
}
