/** What one line of /proc/PID/stat says. */
export interface ProcessStat {
  /** The name of the program, up to 15 characters of it; threads of the kernel without their number. */
  readonly name: string;
  /** Processor time used so far, in hundredths of a second. */
  readonly ticks: number;
  readonly threads: number;
  /** When it started: a number that comes again is another process. */
  readonly start: string;
  readonly residentPages: number;
}

// The kernel's Documentation/filesystems/proc.rst, table 1-4; counted from the field after the name.
const [PARENT, USER, SYSTEM, THREADS, START, RESIDENT] = [1, 11, 12, 17, 19, 21] as const;
const KERNEL_THREADS = '2';

/** Parses /proc/PID/stat; null for what is no such line. */
export function parseProcessStat(text: string): ProcessStat | null {
  const open = text.indexOf('(');
  // A program may have blanks and brackets in its name.
  const close = text.lastIndexOf(')');
  const fields = text.slice(close + 2).split(' ');
  const [ticks, threads] = [Number(fields[USER]) + Number(fields[SYSTEM]), Number(fields[THREADS])];
  const residentPages = Number(fields[RESIDENT]);
  if (open === -1 || close < open || Number.isNaN(ticks + threads + residentPages)) return null;
  const bytes = Buffer.from(text.slice(open + 1, close), 'latin1').toString('utf8');
  const name = fields[PARENT] === KERNEL_THREADS ? bytes.replace(/[/:].*$/, '') : bytes;
  return { name, ticks, threads, start: fields[START]!, residentPages };
}
