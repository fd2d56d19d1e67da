/** Every way in which something a person must be told about can go wrong. */
export type FaultCode =
  | 'bad-request'
  | 'bad-document'
  | 'not-found'
  | 'conflict'
  | 'source-failed'
  | 'operator-failed'
  | 'sink-failed'
  | 'recording-failed'
  | 'checkpoint-failed'
  | 'checkpoint-damaged'
  | 'internal';

/**
 * A failure that a person is told about. The only error class in the program.
 *
 * The message says what failed, where, the value, and what to do:
 * `sink "recording": cannot create /data/health (permission denied); choose another folder`.
 */
export class Fault extends Error {
  readonly code: FaultCode;
  /** Whether trying again cannot help. */
  readonly isPermanent: boolean;

  constructor(code: FaultCode, message: string, options: ErrorOptions & { readonly isPermanent?: boolean } = {}) {
    super(message, options);
    this.name = 'Fault';
    this.code = code;
    this.isPermanent = options.isPermanent === true;
  }
}

/** A fault as plain data: what of it travels between threads and processes. */
export interface FaultDescription {
  readonly code: FaultCode;
  readonly message: string;
  /** Only where trying again cannot help. */
  readonly isPermanent?: true;
  /** Only where there was no room on a disk. */
  readonly isDiskFull?: true;
}

/** The plain data of any thrown value; what is not a `Fault` is a bug and says `internal`. */
export function describeFault(error: unknown): FaultDescription {
  if (error instanceof Fault) {
    const { code, message } = error;
    return {
      code,
      message,
      ...(error.isPermanent && { isPermanent: true }),
      ...(isOfFullDisk(error.cause) && { isDiskFull: true }),
    };
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

function isOfFullDisk(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  return ['ENOSPC', 'EDQUOT'].includes((cause as NodeJS.ErrnoException).code ?? '') || isOfFullDisk(cause.cause);
}

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'it exists already',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EIO: 'the disk reports an input/output error',
  EMFILE: 'too many open files',
  EFBIG: 'the file would be too large',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'too many symbolic links',
};

/** What the system said of `error`, in words: `permission denied` for EACCES. */
export function systemReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code !== undefined && code in SYSTEM_ERRORS) return SYSTEM_ERRORS[code]!;
  return error instanceof Error ? error.message : String(error);
}
