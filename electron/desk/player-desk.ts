import {
  readNotes,
  writeNotes,
  type LinePoints,
  type Moments,
  type PlayerThread,
  type RecordingNotes,
  type SeriesFigures,
  type Sparkline,
} from '../../engine/index.ts';
import type { OpenedRecording } from '../ipc/playing.ts';
import { PAST_BUCKETS } from '../screen/screen.ts';
import type { RecordingDesk } from './recording-desk.ts';

export interface PlayerDeskParts {
  readonly thread: Pick<PlayerThread, 'ask'>;
  readonly recordings: Pick<RecordingDesk, 'folderOf' | 'moved'>;
}

/** What a person looks at in recordings: read in a thread of its own, so that no disk stalls the window. */
export class PlayerDesk {
  readonly #parts: PlayerDeskParts;

  constructor(parts: PlayerDeskParts) {
    this.#parts = parts;
  }

  async open(id: string, passphrase: string | null): Promise<OpenedRecording | null> {
    const folder = await this.#folderOf(id);
    const notes = await readNotes(folder);
    const recording = await this.#parts.thread.ask('open', folder, passphrase);
    return recording && { ...recording, notes };
  }

  async read(id: string, span: Moments): Promise<readonly LinePoints[]> {
    return this.#parts.thread.ask('read', await this.#folderOf(id), span, PAST_BUCKETS);
  }

  async figures(id: string, span: Moments): Promise<readonly SeriesFigures[]> {
    return this.#parts.thread.ask('figures', await this.#folderOf(id), span);
  }

  async sparkline(id: string): Promise<Sparkline | null> {
    return this.#parts.thread.ask('sparkline', await this.#folderOf(id));
  }

  async find(id: string, condition: string): Promise<number | null> {
    return this.#parts.thread.ask('find', await this.#folderOf(id), condition);
  }

  /** Keeps what a person has noted, and tells the list, which shows the tags. */
  async note(id: string, notes: RecordingNotes): Promise<void> {
    await writeNotes(await this.#folderOf(id), notes);
    this.#parts.recordings.moved();
  }

  #folderOf(id: string): Promise<string> {
    return this.#parts.recordings.folderOf(id);
  }
}
