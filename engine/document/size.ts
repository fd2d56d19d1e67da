const UNITS: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1000,
  MB: 1000 ** 2,
  GB: 1000 ** 3,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
};
const SIZE = /^(\d+(?:\.\d+)?)(B|kB|MB|GB|KiB|MiB|GiB)$/;

/** The bytes of a size such as `64KiB`, `1.5MiB` or `500kB`, to the nearest byte (infinite: too many to be counted exactly); null where it is none. */
export function parseSize(text: string): number | null {
  const match = SIZE.exec(text);
  if (!match) return null;
  const bytes = Math.round(Number(match[1]) * UNITS[match[2]!]!);
  return Number.isSafeInteger(bytes) ? bytes : Infinity;
}

/** `bytes` as a document would say it, in the largest unit that leaves a whole number: `128MiB`, `500kB`. */
export function formatSize(bytes: number): string {
  for (const unit of ['GiB', 'GB', 'MiB', 'MB', 'KiB', 'kB']) {
    if (bytes !== 0 && bytes % UNITS[unit]! === 0) return `${bytes / UNITS[unit]!}${unit}`;
  }
  return `${bytes}B`;
}

/** The size that `text` probably means (`10 mb`: `10MB`, `64K`: `64KiB`), or null. */
export function likelySize(text: string): string | null {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text.trim());
  if (!match) return null;
  const unit = match[2]!.toLowerCase();
  const meant =
    Object.keys(UNITS).find((known) => known.toLowerCase() === unit) ?? { k: 'KiB', m: 'MiB', g: 'GiB' }[unit] ?? null;
  return meant && `${match[1]!}${meant}`;
}
