import { createRecordingName, listRecordings, recordingFolder, systemClock } from '../../engine/index.ts';
import type { Library } from './recording-desk.ts';

/** The engine's library of recordings. */
export const engineLibrary: Library = {
  list: (folder, made) => listRecordings(folder, systemClock, made),
  folderOf: (folder, id) => recordingFolder(folder, id),
  newName: (title, taken) => createRecordingName(title, systemClock, taken),
};
