import { createHash } from 'node:crypto';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DurableFiles } from './durable.ts';

/** Characters that the path of a socket may have on every system. */
const PATH_MAX = 100;

/** A folder that belongs to this process until it is released, or the process ends in whatever way. */
export interface FolderClaim {
  release(): Promise<void>;
}

/**
 * Claims `folder`, which is there; throws a Fault where another process that lives has it. The claim is a socket that is listened on: who finds one
 * can tell by a call whether somebody is behind it, as no file with a process id can.
 */
export async function claimFolder(files: DurableFiles, folder: string): Promise<FolderClaim> {
  const path = socketPath(folder);
  let server = await listen(path);
  if (server === 'taken' && !(await answers(path))) {
    await files.removeLeftover(path);
    server = await listen(path);
  }
  if (server === 'taken') throw files.fault(`another run uses ${folder}; end that one, or name another folder`);
  const claimed = server;
  return { release: () => (claimed ? new Promise((resolve) => claimed.close(() => resolve())) : Promise.resolve()) };
}

function socketPath(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\millrace-${name}`;
  const path = join(folder, '.claim');
  return path.length <= PATH_MAX ? path : join(tmpdir(), `millrace-${name}`);
}

/** Null where there cannot be a socket at all, as on some file systems: then nothing is claimed, and nobody kept out. */
function listen(path: string): Promise<Server | 'taken' | null> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE' ? 'taken' : null));
    server.listen(path, () => resolve(server));
    // A claim alone is no reason to go on.
    server.unref();
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
