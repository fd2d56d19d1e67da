import path from 'node:path';
import type { EngineOptions } from '../../engine/index.ts';

type StateOptions = ReturnType<NonNullable<EngineOptions['stateOf']>>;

/**
 * Where the checkpoints of pipeline `id` are, under `folder`. A pipeline goes on where it was, whatever ended the app; a person who has
 * changed its document, or whose disk has lost it, wants it to run nevertheless, and is told what begins anew.
 */
export function keptState(folder: string, id: string): StateOptions {
  return { folder: path.join(folder, id), leaves: 'gone and changed', beginsWithout: true, beginsAgain: true };
}
