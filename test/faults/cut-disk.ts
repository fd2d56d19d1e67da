import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SIZE_BYTES = 320 * 1024 * 1024;

/** File systems whose power can be cut; xfs needs a disk of 300 MB at least. */
export type FileSystemName = 'ext4' | 'xfs';

/**
 * A disk of its own in a file, mounted as a loop device, whose power can be cut: from then on nothing reaches it, and what was not
 * synced is gone when it is mounted again. The ioctl GOINGDOWN without a flush of the log does that on ext4 and on xfs.
 */
export class CutDisk {
  /** Where it is mounted. */
  readonly folder: string;
  readonly #image: string;

  constructor(parent: string, fileSystem: FileSystemName) {
    this.folder = join(parent, 'disk');
    this.#image = join(parent, 'disk.img');
    mkdirSync(this.folder);
    writeFileSync(this.#image, '');
    // Sparse: it takes no more room than what is written to it.
    truncateSync(this.#image, SIZE_BYTES);
    execFileSync(`mkfs.${fileSystem}`, ['-q', this.#image]);
    this.mount();
  }

  mount(): void {
    execFileSync('mount', ['-o', 'loop', this.#image, this.folder]);
  }

  unmount(): void {
    execFileSync('umount', [this.folder]);
  }

  /** From the moment at which this begins nothing counts as written. */
  cutPower(): void {
    execFileSync('xfs_io', ['-x', '-c', 'shutdown', this.folder]);
  }

  remove(): void {
    execFileSync('umount', ['-l', this.folder]);
    rmSync(this.#image);
  }
}

/** Why power cannot be cut here; null where it can. */
export function whyNoCuts(): string | null {
  if (process.getuid?.() !== 0) return 'only root may mount disks';
  if (!existsSync('/dev/loop-control')) return 'there are no loop devices';
  const tools = ['mkfs.ext4', 'mkfs.xfs', 'xfs_io', 'mount'];
  const folders = ['/usr/sbin', '/sbin', '/usr/bin', '/bin'];
  const missing = tools.filter((tool) => !folders.some((folder) => existsSync(join(folder, tool))));
  return missing.length === 0 ? null : `${missing.join(', ')} is missing (apt-get install xfsprogs)`;
}
