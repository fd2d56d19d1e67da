import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { decodeMetadata } from '../../../engine/checkpoints/metadata.ts';
import { crc32 } from '../../../engine/files/crc32.ts';
import { readManifest } from '../../../engine/recordings/manifest.ts';
import type { Part, UnfinishedPart } from '../../../engine/recordings/recording.ts';
import { inProgressName } from '../../../engine/sinks/file/part-name.ts';
import type { Image, LosingSystem } from './losing-system.ts';

/** What a disk lacks of that which a manifest or checkpoint on it counts on, one line each. */
export function lostIn(image: Image): string[] {
  return [...image].flatMap(([path, content]) => {
    const folder = dirname(path);
    if (basename(path) === 'manifest.json') {
      const { parts, unfinished } = readManifest(content.toString());
      return [...parts, ...unfinished]
        .filter((part) => !holds(image, folder, part))
        .map(({ name }) => join(folder, name));
    }
    if (basename(path) !== '_metadata') return [];
    const { files } = decodeMetadata(content, path);
    return files.map(({ name }) => join(folder, name)).filter((file, i) => crcOf(image.get(file)) !== files[i]!.crc);
  });
}

/** Whether a part is there: under its name, or, where it is not finished, under its hidden one once that is cut back and ended. */
export function holds(image: Image, folder: string, part: Part | UnfinishedPart): boolean {
  const whole = image.get(join(folder, part.name));
  if (whole && digest(whole) === part.sha256) return true;
  const hidden = 'written' in part ? image.get(join(folder, inProgressName(part.name))) : undefined;
  if (!hidden || !('written' in part)) return false;
  return digest(Buffer.concat([hidden.subarray(0, part.written), Buffer.from(part.end, 'hex')])) === part.sha256;
}

/** Notes, from now on, what a power cut would take of that which counts, at whatever call it comes; gives the notes. */
export function watch(system: LosingSystem, isLost: (image: Image) => readonly string[] = lostIn): ReadonlySet<string> {
  const lost = new Set<string>();
  system.onCall = () => {
    for (const image of system.images) for (const each of isLost(image)) lost.add(each);
  };
  return lost;
}

function digest(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function crcOf(content: Buffer | undefined): number | null {
  return content === undefined ? null : crc32(content);
}
