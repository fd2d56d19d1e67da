import type { Dialog } from 'electron';
import type { Words } from './words.ts';

/** Asks in a dialog of the desktop which files are to be taken into the library; none: given up. */
export async function chooseImports(
  words: Pick<Words, 'chooseImports' | 'recordingFiles'>,
  dialog: Pick<Dialog, 'showOpenDialog'>,
): Promise<readonly string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: words.chooseImports,
    // A folder of a recording is named by the manifest in it, for a dialog cannot ask for both.
    filters: [
      { name: words.recordingFiles, extensions: ['millrace', 'csv', 'ndjson', 'jsonl', 'parquet', 'gz', 'json'] },
    ],
    properties: ['openFile', 'multiSelections'],
  });
  return canceled ? [] : filePaths;
}
