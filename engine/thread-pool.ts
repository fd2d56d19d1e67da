/** Threads for files and names: some of them may be kept by sensors that hang, see `FileReads`. */
const THREADS = 16;

/**
 * Makes the pool of threads that files are read and written on large enough for sensors that hang beside disks that work. To be called
 * before anything else: the pool is made at its first use, and then has its size.
 */
export function widenThreadPool(environment: Record<string, string | undefined>): void {
  environment['UV_THREADPOOL_SIZE'] ??= String(THREADS);
}
