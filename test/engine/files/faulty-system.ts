import { basename } from 'node:path';
import type { FileSystem, OpenFile } from '../../../engine/files/file-system.ts';
import { nodeFileSystem } from '../../../engine/files/file-system.ts';

/** What happens instead of a call: an error code, or at most so many bytes of a write. */
export interface Trouble {
  /** The call that fails, from 1, among those of its kind. */
  readonly at: number;
  readonly call: 'write' | 'datasync' | 'sync' | 'rename' | 'open' | 'mkdir';
  /** An error code of the system, or a number: a write of at most that many bytes. */
  readonly how: string | number;
}

/** The real file system, which writes down its calls and what was opened and not closed yet, and, at the given ones, fails. */
export function faultySystem(
  ...troubles: readonly Trouble[]
): FileSystem & { readonly calls: string[]; readonly unclosed: Set<OpenFile> } {
  const calls: string[] = [];
  const unclosed = new Set<OpenFile>();
  const counts = new Map<string, number>();
  const next = (call: Trouble['call'], path: string): string | number | null => {
    calls.push(`${call} ${basename(path)}`);
    const count = (counts.get(call) ?? 0) + 1;
    counts.set(call, count);
    const trouble = troubles.find((each) => each.call === call && each.at === count);
    if (trouble && typeof trouble.how === 'string') throw Object.assign(new Error(trouble.how), { code: trouble.how });
    return trouble?.how ?? null;
  };
  const wrap = (handle: OpenFile, path: string): OpenFile => ({
    async write(bytes, offset, length) {
      const most = next('write', path);
      return handle.write(bytes, offset, typeof most === 'number' ? Math.min(most, length) : length);
    },
    read: (...args) => handle.read(...args),
    async datasync() {
      next('datasync', path);
      await handle.datasync();
    },
    async sync() {
      next('sync', path);
      await handle.sync();
    },
    stat: () => handle.stat(),
    close: () => {
      unclosed.delete(handle);
      return handle.close();
    },
  });
  return {
    ...nodeFileSystem,
    calls,
    unclosed,
    async open(path, flags) {
      next('open', path);
      const handle = await nodeFileSystem.open(path, flags);
      unclosed.add(handle);
      return wrap(handle, path);
    },
    async mkdir(path) {
      next('mkdir', path);
      await nodeFileSystem.mkdir(path);
    },
    async rename(from, to) {
      next('rename', to);
      await nodeFileSystem.rename(from, to);
    },
  };
}
