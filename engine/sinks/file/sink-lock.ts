import type { Recipient } from 'age-encryption';
import type { DurableFiles } from '../../files/durable.ts';
import type { Manifest } from '../../recordings/recording.ts';
import { createKey, openKey, wrongPassphrase } from '../../recordings/recording-key.ts';
import type { RecordingKey } from '../../recordings/recording-key.ts';
import { isPiece } from './part-name.ts';

/** The key of what a sink writes: there is one where its document asks for encryption, once the folder is open. */
export class SinkLock {
  readonly #passphrase: string | null;
  #key: RecordingKey | null = null;

  constructor(passphrase: string | null) {
    this.#passphrase = passphrase;
  }

  /** Makes a key, or opens that of the recording that is gone on with; a Fault where the passphrase is not its, before anything is touched. */
  async open(files: DurableFiles, path: string, former: Manifest | null): Promise<void> {
    if (this.#passphrase === null) return;
    if (former?.key === undefined) this.#key = await createKey(this.#passphrase);
    else this.#key = await openKey(former.key, this.#passphrase);
    if (this.#key === null) throw files.fault(wrongPassphrase(path).message);
  }

  get key(): RecordingKey | null {
    return this.#key;
  }

  /** Who the file of the part or piece `name` is for; null where it is not encrypted. */
  recipientOf(name: string): Recipient | string | null {
    if (this.#key === null) return null;
    return isPiece(name) ? this.#key.piece : this.#key.part;
  }
}
