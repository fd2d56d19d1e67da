import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

/** The log and the one before it never take more than twice this. */
export const LOG_BYTES_MAX = 1024 * 1024;

export type LogLevel = 'info' | 'warning' | 'error';

/** Writes one line of the app's log. Never throws: there is nobody left to tell. */
export type Log = (level: LogLevel, message: string) => void;

/** The log in `file`: lines with a time, synchronously, so that the last one before a crash is there; `now` in milliseconds since 1970. */
export function createLog(file: string, now: () => number): Log {
  return (level, message) => {
    const line = `${new Date(now()).toISOString()} ${level} ${message.replaceAll('\n', '\n  ')}\n`;
    try {
      mkdirSync(path.dirname(file), { recursive: true });
      if (LOG_BYTES_MAX < sizeOf(file) + line.length) renameSync(file, `${file}.1`);
      appendFileSync(file, line);
    } catch {
      // A full or read-only disk: the app goes on without its log.
    }
  };
}

/** An error with its stack, or any other thrown value, as text for the log. */
export function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
