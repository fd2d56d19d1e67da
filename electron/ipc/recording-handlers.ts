import type { ImportDesk } from '../desk/import-desk.ts';
import type { RecordingDesk } from '../desk/recording-desk.ts';
import { parsePassphrase, parsePaths, parseRecordingId } from './parse.ts';
import type { Handlers } from './serve.ts';

/** The requests about recordings. */
export function recordingHandlers(
  recordings: Pick<RecordingDesk, 'list' | 'start' | 'stop' | 'keepRecent' | 'reveal' | 'remove'>,
  imports: Pick<ImportDesk, 'choose' | 'take'>,
) {
  return {
    startRecording: (passphrase) =>
      passphrase === undefined ? recordings.start() : recordings.start(parsePassphrase(passphrase)),
    async stopRecording() {
      await recordings.stop();
      return null;
    },
    keepRecent: (passphrase) =>
      passphrase === undefined ? recordings.keepRecent() : recordings.keepRecent(parsePassphrase(passphrase)),
    importRecordings: () => imports.choose(),
    importDropped: (paths) => imports.take(parsePaths(paths)),
    listRecordings: () => recordings.list(),
    async revealRecording(id) {
      await recordings.reveal(parseRecordingId(id));
      return null;
    },
    async deleteRecording(id) {
      await recordings.remove(parseRecordingId(id));
      return null;
    },
  } satisfies Partial<Handlers>;
}
