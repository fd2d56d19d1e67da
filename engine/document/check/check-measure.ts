import { formatDuration, likelyDuration, parseDuration } from '../duration.ts';
import type { DurationKind, SizeKind } from '../keys/kind.ts';
import { formatSize, likelySize, parseSize } from '../size.ts';
import type { WrittenScalar } from '../text/written.ts';
import type { ScalarResult } from './describe.ts';
import { describeScalar } from './describe.ts';

/** A duration within the bounds of `kind`, in milliseconds. */
export function checkDuration(kind: DurationKind, written: WrittenScalar): ScalarResult {
  const shown = describeScalar(written);
  if (written.kind === 'number')
    return { message: `a bare number is an error, write ${shown}s, ${shown}ms or ${shown}m` };
  const value = written.kind === 'text' ? parseDuration(written.text) : null;
  if (written.kind !== 'text' || value === null) {
    const meant = written.kind === 'text' ? likelyDuration(written.shown) : null;
    const hint =
      meant === null ? 'write a number and ms, s, m, h or d, such as 250ms or 10s' : `did you mean ${meant}?`;
    return { message: `${shown} is no duration, ${hint}` };
  }
  if (kind.minMs <= value && value <= kind.maxMs) return { value };
  if (value < 0 && kind.minMs === 0) return { message: `${shown} is negative, write 0s or more` };
  const bound = value < kind.minMs ? `at least ${formatDuration(kind.minMs)}` : `at most ${formatDuration(kind.maxMs)}`;
  return { message: `${shown} is out of bounds, write ${bound}` };
}

/** A size within the bounds of `kind`, in bytes. */
export function checkSize(kind: SizeKind, written: WrittenScalar): ScalarResult {
  const shown = describeScalar(written);
  if (written.kind === 'number')
    return { message: `a bare number is an error, write ${shown}MiB, ${shown}KiB or ${shown}B` };
  const value = written.kind === 'text' ? parseSize(written.text) : null;
  if (written.kind !== 'text' || value === null) {
    const meant = written.kind === 'text' ? likelySize(written.shown) : null;
    const hint =
      meant === null ? 'write a number and B, kB, MB, GB, KiB, MiB or GiB, such as 10MiB' : `did you mean ${meant}?`;
    return { message: `${shown} is no size, ${hint}` };
  }
  if (kind.minBytes <= value && value <= kind.maxBytes) return { value };
  const bound =
    value < kind.minBytes ? `at least ${formatSize(kind.minBytes)}` : `at most ${formatSize(kind.maxBytes)}`;
  return { message: `${shown} is out of bounds, write ${bound}` };
}
