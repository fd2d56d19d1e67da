import { lstat, readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { systemReason } from '../../fault.ts';
import type { Clock } from '../../time/clock.ts';
import { absentWithout, allAbsent } from '../absent.ts';
import { FILESYSTEM_METRICS, INODE_METRICS } from '../catalogue/storage.ts';
import type { AbsentMetric, Reading, SensorReader } from '../sensor.ts';
import type { Timers } from '../timers.ts';
import { MountReader } from './mount-reader.ts';
import type { FileSystemSize } from './mount-reader.ts';
import { parseMounts } from './mounts.ts';
import type { Mount } from './mounts.ts';
import { sizeByProgram } from './size-by-program.ts';

/** What the file systems reader is made of; the defaults are those of the machine. */
export interface FilesystemParts {
  readonly timers: Timers;
  readonly warn: (message: string) => void;
  readonly size?: (path: string) => Promise<FileSystemSize>;
}

// Each question that is never answered keeps one of libuv's four threads, so at least one stays for everything else.
const MAX_UNANSWERED_LOCAL = 1;
const MAX_UNANSWERED_REMOTE = 2;

/**
 * How full the file systems are, from /proc/self/mountinfo and statfs; remote ones by a child, see `sizeByProgram`.
 *
 * Every mount is asked by itself and given `MountReader`'s time, so a dead network mount loses its own rows only. It is
 * not asked again while it owes an answer, and no more than two remote mounts and a local one may owe one.
 */
export class FilesystemReader implements SensorReader {
  readonly name = 'filesystem';
  readonly cadenceMs = 10_000;
  readonly timeoutMs = 5000;
  readonly metrics = [...FILESYSTEM_METRICS, ...INODE_METRICS];
  readonly #root: string;
  readonly #parts: FilesystemParts;
  readonly #closing = new AbortController();
  #readers = new Map<string, MountReader>();

  constructor(root: string, parts: FilesystemParts) {
    this.#root = root;
    this.#parts = parts;
  }

  async read(clock: Clock): Promise<readonly Reading[]> {
    await this.#look(clock);
    const readers = [...this.#readers.values()];
    const local = readers.filter(({ mount }) => !mount.isRemote);
    const remote = readers.filter(({ mount }) => mount.isRemote);
    const [first, second] = await Promise.all([
      this.#ask(local, MAX_UNANSWERED_LOCAL),
      this.#ask(remote, MAX_UNANSWERED_REMOTE),
    ]);
    return [...first, ...second];
  }

  async absent(): Promise<readonly AbsentMetric[]> {
    const path = join(this.#root, 'proc/self/mountinfo');
    const unreadable = absentWithout(path, this.metrics);
    if (0 < unreadable.length) return unreadable;
    if (0 < parseMounts(await readFile(path, 'utf8')).length) return [];
    return allAbsent(this.metrics, `${path} lists no file system that holds data`);
  }

  forget(): void {
    // Nothing here is a counter.
  }

  close(): void {
    this.#closing.abort();
    this.#readers.clear();
  }

  // One after the other: with a thread each, a machine of many mounts would keep the writing of files waiting.
  async #ask(readers: readonly MountReader[], maxUnanswered: number): Promise<Reading[]> {
    const readings: Reading[] = [];
    for (const reader of readers) {
      const unanswered = readers.filter((each) => each.isUnanswered).length;
      if (unanswered < maxUnanswered) readings.push(...(await reader.read()));
    }
    return readings;
  }

  /** Brings the readers up to date with what is mounted now. */
  async #look(clock: Clock): Promise<void> {
    const mountinfo = await readFile(join(this.#root, 'proc/self/mountinfo'), 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw new Error(`cannot read /proc/self/mountinfo (${systemReason(error)})`, { cause: error });
    });
    const readers = new Map<string, MountReader>();
    for (const mount of parseMounts(mountinfo)) {
      const key = `${mount.type} ${mount.point}`;
      const known = this.#readers.get(key);
      if (known || (await this.#isFolder(mount))) readers.set(key, known ?? this.#open(mount, clock));
    }
    this.#readers = readers;
  }

  #open(mount: Mount, clock: Clock): MountReader {
    // A thread of this program that asks a server which is gone could never be ended, nor the program.
    const ownSize = (path: string): Promise<FileSystemSize> =>
      mount.isRemote ? sizeByProgram(path, this.#closing.signal) : sizeOf(path);
    const { timers, warn, size = ownSize } = this.#parts;
    return new MountReader(mount, { timers, clock, warn, size });
  }

  // Containers mount single files of the host, such as /etc/hosts. A remote mount is not asked what it is: it may hang.
  async #isFolder(mount: Mount): Promise<boolean> {
    if (!mount.isBind || mount.isRemote) return true;
    return lstat(join(this.#root, mount.point)).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
  }
}

async function sizeOf(path: string): Promise<FileSystemSize> {
  const { bsize, blocks, bfree, bavail, files, ffree } = await statfs(path);
  const bytes = { total: blocks * bsize, used: (blocks - bfree) * bsize, available: bavail * bsize };
  // btrfs and FAT have no fixed number of inodes, and say 0.
  return 0 < files ? { ...bytes, inodes: { total: files, used: files - ffree } } : bytes;
}
