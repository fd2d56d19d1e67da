import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Fault } from '../fault.ts';
import { listRecordings } from './library.ts';
import { MANIFEST_NAME } from './recording.ts';

/** The folder of the recording that a person means: by its path, or by its name or folder's name in the library. */
export async function findRecording(named: string, library: string, workingFolder: string): Promise<string> {
  const inLibrary = (await listRecordings(library)).filter(({ id, name }) => id === named || name === named);
  if (inLibrary.length === 1) return join(library, inLibrary[0]!.id);
  if (1 < inLibrary.length) {
    const ids = inLibrary.map(({ id }) => `"${id}"`).join(', ');
    throw new Fault('not-found', `${inLibrary.length} recordings are called "${named}": name the folder (${ids})`);
  }
  const path = resolve(workingFolder, named);
  if (basename(path) === MANIFEST_NAME && (await isFile(path))) return resolve(path, '..');
  if (await isFolder(path)) return path;
  throw new Fault(
    'not-found',
    `there is no recording "${named}", neither in ${library} nor as a folder; see recordings list`,
  );
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
