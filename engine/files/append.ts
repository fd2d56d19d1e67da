import { writeFully } from './durable.ts';
import type { FileSystem } from './file-system.ts';
import { nodeFileSystem } from './file-system.ts';

/**
 * Appends all of `bytes` to the file at `path`, which is made where it is not there. It is handed to the system and not synced: a kill
 * loses nothing of it, a power cut may. Calls for one file are to follow one another.
 */
export async function appendFully(path: string, bytes: Uint8Array, system: FileSystem = nodeFileSystem): Promise<void> {
  const handle = await system.open(path, 'a');
  try {
    await writeFully(handle, bytes);
  } finally {
    await handle.close();
  }
}
