import { createRecordingName, listRecordings, recordingFolder } from '../../engine/index.ts';
import type { Library } from './recording-desk.ts';

/** The engine's library of recordings. */
export const engineLibrary: Library = {
  list: (folder) => listRecordings(folder),
  folderOf: (folder, id) => recordingFolder(folder, id),
  newName: (pipeline) => createRecordingName(pipeline),
};
