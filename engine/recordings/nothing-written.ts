import { hostname, platform, release } from 'node:os';
import type { Manifest } from './recording.ts';
import { thisWriter } from './writer.ts';

type Written = 'machine' | 'writer' | 'rows' | 'bytes' | 'parts' | 'unfinished' | 'gaps' | 'gapCount';

/** What a manifest says of who writes it, and where, before anything is written. */
export function nothingWritten(): Pick<Manifest, Written> {
  return {
    machine: { host: hostname(), platform: platform(), release: release() },
    writer: thisWriter(),
    rows: 0,
    bytes: 0,
    parts: [],
    unfinished: [],
    gaps: [],
    gapCount: 0,
  };
}
