import { join } from 'node:path';
import type { DurableFiles } from '../../files/durable.ts';
import { isMissing } from '../../files/file-system.ts';
import { readManifest } from '../../recordings/manifest.ts';
import type { Manifest } from '../../recordings/recording.ts';
import { MANIFEST_NAME } from '../../recordings/recording.ts';

/** The manifest in `folder`; null where there is none, a Fault where it is damaged. */
export async function readFormer(files: DurableFiles, folder: string): Promise<Manifest | null> {
  const path = join(folder, MANIFEST_NAME);
  let text: string;
  try {
    text = await files.system.readText(path);
  } catch (error) {
    if (isMissing(error)) return null;
    return files.attempt('read', path, () => Promise.reject(error as Error));
  }
  try {
    return readManifest(text);
  } catch (error) {
    throw files.fault(`${path} is damaged (${(error as Error).message}); choose another folder`, error);
  }
}
