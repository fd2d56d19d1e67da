/** The longest that a timer of the platform can wait; one that is told to wait longer fires at once. */
const PIECE_MS_MAX = 2 ** 31 - 1;

/** Calls `callback` once after `delayMs`, however long that is, unless the returned function is called before. */
export function afterLong(delayMs: number, callback: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (leftMs: number): void => {
    const pieceMs = Math.min(leftMs, PIECE_MS_MAX);
    timer = setTimeout(() => (pieceMs < leftMs ? wait(leftMs - pieceMs) : callback()), pieceMs);
  };
  wait(delayMs);
  return () => clearTimeout(timer);
}
