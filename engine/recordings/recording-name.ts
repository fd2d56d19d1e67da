import { formatTimestamp } from '../data/timestamps.ts';
import type { Clock } from '../time/clock.ts';
import { systemClock } from '../time/clock.ts';

/** Bytes that a file name may have on every common file system, less what numbers and temporary names add. */
const FOLDER_BYTES_MAX = 200;
/** Of the number that tells two of one name apart. */
const SUFFIX_BYTES = 12;

/** What Windows allows in no name, or at no end of one; control characters and what file managers hide. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}]/gu;

/** Names of devices on Windows, whatever their extension. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * A name for a new recording and its folder, `System health 2026-11-22 20.04.08` (UTC: it neither repeats nor goes back when
 * clocks change), that every system takes and that differs from all that exist, also where case does not count.
 */
export function createRecordingName(
  title: string,
  clock: Clock = systemClock,
  existing: readonly string[] = [],
): string {
  const time = formatTimestamp(clock.now()).slice(0, -'.000Z'.length).replace('T', ' ').replaceAll(':', '.');
  const taken = new Set(existing.map((name) => name.toLowerCase()));
  for (let attempt = 1; ; attempt++) {
    const suffix = attempt === 1 ? time : `${time} (${attempt})`;
    const name = `${safeName(title, FOLDER_BYTES_MAX - suffix.length - 1)} ${suffix}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/** A name for a folder of the recording `name` that every system takes and that differs from all that exist. */
export function createFolderName(name: string, existing: readonly string[]): string {
  const taken = new Set(existing.map((each) => each.toLowerCase()));
  const safe = safeName(name, FOLDER_BYTES_MAX - SUFFIX_BYTES);
  for (let attempt = 1; ; attempt++) {
    const folder = attempt === 1 ? safe : `${safe} (${attempt})`;
    if (!taken.has(folder.toLowerCase())) return folder;
  }
}

/** `title` as the beginning of a folder's name that every system takes. */
function safeName(title: string, bytesMax: number): string {
  const allowed = title
    .normalize('NFC')
    .replace(FORBIDDEN, '-')
    .replace(/^[.\s]+/, '')
    .replace(DEVICES, '$&-');
  let name = '';
  let bytes = 0;
  for (const character of allowed) {
    bytes += Buffer.byteLength(character);
    if (bytesMax < bytes) break;
    name += character;
  }
  return name.trim() || 'Recording';
}
