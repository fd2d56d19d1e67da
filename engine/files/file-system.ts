import { open, mkdir, readFile, readdir, rename, rmdir, stat, truncate, unlink } from 'node:fs/promises';

/** An open file, as far as lasting bytes need one; `FileHandle` of `node:fs/promises` is one. */
export interface OpenFile {
  /** May write fewer bytes than asked for, without an error: that is how a full disk begins. */
  write(bytes: Uint8Array, offset: number, length: number): Promise<{ readonly bytesWritten: number }>;
  /** Reads from `position` of the file on. */
  read(bytes: Uint8Array, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>;
  datasync(): Promise<void>;
  sync(): Promise<void>;
  stat(): Promise<FileStatus>;
  close(): Promise<void>;
}

/** What tells one file or folder from another, and whether it is still there. */
export interface FileStatus {
  readonly dev: number;
  readonly ino: number;
  readonly nlink: number;
  readonly size: number;
  isDirectory(): boolean;
}

/** The calls to the system that lasting bytes go through; tests put one in that fails. */
export interface FileSystem {
  open(path: string, flags: string): Promise<OpenFile>;
  mkdir(path: string): Promise<unknown>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Removes an empty folder. */
  rmdir(path: string): Promise<void>;
  truncate(path: string, length: number): Promise<void>;
  stat(path: string): Promise<FileStatus>;
  readdir(path: string): Promise<string[]>;
  readText(path: string): Promise<string>;
}

/** The system itself. */
export const nodeFileSystem: FileSystem = {
  open: (path, flags) => open(path, flags),
  mkdir: (path) => mkdir(path),
  rename: (from, to) => rename(from, to),
  unlink: (path) => unlink(path),
  rmdir: (path) => rmdir(path),
  truncate: (path, length) => truncate(path, length),
  stat: (path) => stat(path),
  readdir: (path) => readdir(path),
  readText: (path) => readFile(path, 'utf8'),
};

/** Whether a call failed because there is nothing at its path. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === 'ENOENT';
}
