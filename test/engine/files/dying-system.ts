import type { FileSystem, OpenFile } from '../../../engine/files/file-system.ts';
import { nodeFileSystem } from '../../../engine/files/file-system.ts';

/** The real file system of a process that is killed: it does so many of the calls that change something, half of the next, and none after. */
export interface DyingSystem extends FileSystem {
  /** Whether it came to that. */
  readonly isDead: boolean;
}

export function dyingSystem(calls: number): DyingSystem {
  let left = calls;
  /** Gives whether this is the call amid which it dies. */
  const next = (): boolean => {
    left--;
    if (left < -1) throw new Error('the process is gone');
    return left === -1;
  };
  const act = async <T>(call: () => Promise<T>): Promise<T> => {
    if (next()) throw new Error('the process is gone');
    return call();
  };
  const wrap = (handle: OpenFile): OpenFile => ({
    async write(bytes, offset, length) {
      if (!next()) return handle.write(bytes, offset, length);
      await handle.write(bytes, offset, length >> 1);
      throw new Error('the process is gone');
    },
    read: (...args) => handle.read(...args),
    datasync: () => act(() => handle.datasync()),
    sync: () => act(() => handle.sync()),
    stat: () => handle.stat(),
    close: () => handle.close(),
  });
  return {
    ...nodeFileSystem,
    get isDead() {
      return left < 0;
    },
    open: async (path, flags) =>
      wrap(flags === 'r' ? await nodeFileSystem.open(path, flags) : await act(() => nodeFileSystem.open(path, flags))),
    mkdir: (path) => act(() => nodeFileSystem.mkdir(path)),
    rename: (from, to) => act(() => nodeFileSystem.rename(from, to)),
    unlink: (path) => act(() => nodeFileSystem.unlink(path)),
    rmdir: (path) => act(() => nodeFileSystem.rmdir(path)),
    truncate: (path, length) => act(() => nodeFileSystem.truncate(path, length)),
  };
}
