/**
 * The start of the one tumbling window [start, start + `sizeMs`) that holds `time`, in milliseconds.
 *
 * `time − ((time − offset) mod size)` with a mathematical modulo, so times before 1970 are fine (contract, section 6; Flink's
 * TimeWindow.getWindowStartWithOffset). With size 5 and offset 0, time −1 falls in [−5, 0). Exact while time − offset is within ±2^53.
 */
export function windowStart(time: number, offsetMs: number, sizeMs: number): number {
  // Division and floor, not `%`: on doubles that is ten times slower. The quotient of a window's last moment is 1 / size below
  // a whole number k, and within ±2^53 that is more than half the distance between doubles at k: it never rounds up to k.
  return Math.floor((time - offsetMs) / sizeMs) * sizeMs + offsetMs;
}
