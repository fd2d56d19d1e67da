import { parseNotes, type JobStatus } from '../../engine/index.ts';
import type { ReplayOrder } from '../desk/replay.ts';
import type { PlayerDesk } from '../desk/player-desk.ts';
import { parseCondition, parsePassphrase, parsePipelineId, parseRecordingId, parseSpan, parseSpeed } from './parse.ts';
import type { Handlers } from './serve.ts';

export interface PlayingParts {
  readonly player: Pick<PlayerDesk, 'open' | 'read' | 'sparkline' | 'figures' | 'find' | 'note'>;
  readonly replay: (order: ReplayOrder) => Promise<JobStatus>;
}

/** The requests about what recordings hold. */
export function playingHandlers({ player, replay }: PlayingParts) {
  return {
    openRecording: (id, passphrase) => player.open(parseRecordingId(id), parsePassphrase(passphrase)),
    readRecording: (id, span) => player.read(parseRecordingId(id), parseSpan(span)),
    recordingSparkline: (id) => player.sparkline(parseRecordingId(id)),
    recordingFigures: (id, span) => player.figures(parseRecordingId(id), parseSpan(span)),
    findInRecording: (id, condition) => player.find(parseRecordingId(id), parseCondition(condition)),
    replayRecording: (id, pipeline, speed) =>
      replay({ recording: parseRecordingId(id), pipeline: parsePipelineId(pipeline), speed: parseSpeed(speed) }),
    async noteRecording(id, notes) {
      await player.note(parseRecordingId(id), parseNotes(notes));
      return null;
    },
  } satisfies Partial<Handlers>;
}
