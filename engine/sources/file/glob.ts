import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, parse, sep } from 'node:path';
import { isMissing } from '../../files/file-system.ts';

/**
 * The files that an absolute glob matches, in no order. `*` and `?` stop at folder names, `**` goes through folders; names that
 * begin with a point are only matched by patterns that do. Links to files are followed, links to folders only outside of `**`.
 */
export async function findFiles(glob: string): Promise<string[]> {
  const found = new Set<string>();
  for (const pattern of expandBraces(glob)) {
    const { root } = parse(pattern);
    const segments = pattern
      .slice(root.length)
      .split(sep === '\\' ? /[\\/]/ : '/')
      .filter((segment) => segment !== '');
    await walk(root, segments, found);
  }
  return [...found];
}

/** `a{b,c}d` as `abd` and `acd`. */
function expandBraces(pattern: string): string[] {
  const match = /^(.*?)\{([^{}]*,[^{}]*)\}(.*)$/s.exec(pattern);
  if (!match) return [pattern];
  const [, before, choices, after] = match;
  return choices!.split(',').flatMap((choice) => expandBraces(`${before}${choice}${after}`));
}

async function walk(folder: string, segments: readonly string[], found: Set<string>): Promise<void> {
  const [segment, ...rest] = segments;
  if (segment === undefined) return;
  const entries = await entriesOf(folder);
  if (segment === '**') {
    await walk(folder, rest, found);
    const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
    for (const { name } of folders) await walk(join(folder, name), segments, found);
    return;
  }
  const matcher = segmentMatcher(segment);
  for (const entry of entries) {
    if (!matcher(entry.name)) continue;
    const path = join(folder, entry.name);
    if (0 < rest.length && !entry.isFile()) await walk(path, rest, found);
    else if (rest.length === 0 && !entry.isDirectory()) found.add(path);
  }
}

function segmentMatcher(segment: string): (name: string) => boolean {
  if (!/[*?]/.test(segment)) return (name) => name === segment;
  const source = segment
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 'su');
  return (name) => expression.test(name) && (segment.startsWith('.') || !name.startsWith('.'));
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    // A link to a file where the pattern expects a folder, or a folder that went away: it holds no match.
    if (isMissing(error) || (error as NodeJS.ErrnoException).code === 'ENOTDIR') return [];
    throw error;
  }
}
