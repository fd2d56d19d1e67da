import { expect, test } from 'vitest';
import { eventTimeOf } from '../../../engine/recordings/moves-kept.ts';
import type { Manifest, Part } from '../../../engine/recordings/recording.ts';

const part = (name: string, rows: number): Part => ({
  name,
  rows,
  bytes: 1,
  firstTime: null,
  lastTime: null,
  sha256: '',
  blocks: '',
});

const PARTS = [part('a', 10), part('b', 10), part('c', 10)];
const TIME = { column: 'ts', offsetMs: 0, outOfOrdernessMs: 0, idleTimeoutMs: null, watermark: null };

test('watermarks that are told by the numbers of rows are of use up to the first part that lacks some', () => {
  const manifest = {
    parts: PARTS,
    unfinished: [],
    eventTime: { ...TIME, moves: { from: 4, until: null, moves: '1+5' } },
  };
  const untilOf = (parts: readonly Part[]): unknown => {
    const { moves } = eventTimeOf(manifest as unknown as Manifest, parts)!;
    return moves ? moves.until : 'none';
  };
  expect([
    untilOf(PARTS),
    untilOf([...PARTS, part('d', 5)]),
    untilOf([PARTS[0]!, part('b', 9), PARTS[2]!]),
    untilOf([PARTS[0]!, PARTS[2]!]),
    untilOf([PARTS[1]!, PARTS[2]!]),
  ]).toEqual([null, null, 10, 10, 'none']);
});
