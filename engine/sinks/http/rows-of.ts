const LF = 10;

/** Whole lines of NDJSON. */
export interface Lines {
  readonly bytes: Uint8Array;
  readonly rows: number;
}

/** The `rows` lines of `bytes` in pieces of at most `most` lines. */
export function piecesOf({ bytes, rows }: Lines, most: number): readonly Lines[] {
  const pieces: Lines[] = [];
  let start = 0;
  for (let left = rows; most < left; left -= most) {
    const end = lineEnd(bytes, start, most);
    pieces.push({ bytes: bytes.subarray(start, end), rows: most });
    start = end;
  }
  const last = rows - pieces.length * most;
  return [...pieces, { bytes: bytes.subarray(start), rows: last }];
}

/** Where line number `count` from `start` on ends, its line end included. */
function lineEnd(bytes: Uint8Array, start: number, count: number): number {
  let at = start;
  for (let i = 0; i < count; i++) at = bytes.indexOf(LF, at) + 1;
  return at;
}
