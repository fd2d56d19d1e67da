import { spawn } from 'node:child_process';
import type { FileSystemSize } from './mount-reader.ts';

/**
 * The size of the file system at `path`, asked by the program `stat`: a server that is gone keeps whoever asks for ever.
 *
 * A thread of this program that waits so can never be ended, and the program not either; a child is left behind.
 * Aborting `signal` kills it, and nothing waits for it at the end.
 */
export function sizeByProgram(path: string, signal: AbortSignal, program = 'stat'): Promise<FileSystemSize> {
  return new Promise((resolve, reject) => {
    const format = '%S %b %f %a %c %d';
    const child = spawn(program, ['-f', '-c', format, '--', path], {
      stdio: ['ignore', 'pipe', 'ignore'],
      signal,
      killSignal: 'SIGKILL',
    });
    let text = '';
    child.stdout.on('data', (bytes) => (text += String(bytes)));
    child.once('error', reject);
    child.once('close', () => {
      const size = parseSize(text);
      if (size === null) reject(new Error(`"${program} -f ${path}" told nothing`));
      else resolve(size);
    });
    child.unref();
    (child.stdout as unknown as { unref(): void }).unref();
  });
}

function parseSize(text: string): FileSystemSize | null {
  const [blockBytes = 0, blocks = 0, free = 0, available = 0, files = 0, freeFiles = 0] = text
    .trim()
    .split(' ')
    .map(Number);
  if (!(0 < blockBytes * blocks)) return null;
  const used = (blocks - free) * blockBytes;
  const size = { total: blocks * blockBytes, used, available: available * blockBytes };
  return 0 < files ? { ...size, inodes: { total: files, used: files - freeFiles } } : size;
}
