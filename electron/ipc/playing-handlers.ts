import { parseNotes } from '../../engine/index.ts';
import type { PlayerDesk } from '../desk/player-desk.ts';
import { parseCondition, parsePassphrase, parseRecordingId, parseSpan } from './parse.ts';
import type { Handlers } from './serve.ts';

/** The requests about what recordings hold. */
export function playingHandlers(player: Pick<PlayerDesk, 'open' | 'read' | 'figures' | 'find' | 'note'>) {
  return {
    openRecording: (id, passphrase) => player.open(parseRecordingId(id), parsePassphrase(passphrase)),
    readRecording: (id, span) => player.read(parseRecordingId(id), parseSpan(span)),
    recordingFigures: (id, span) => player.figures(parseRecordingId(id), parseSpan(span)),
    findInRecording: (id, condition) => player.find(parseRecordingId(id), parseCondition(condition)),
    async noteRecording(id, notes) {
      await player.note(parseRecordingId(id), parseNotes(notes));
      return null;
    },
  } satisfies Partial<Handlers>;
}
