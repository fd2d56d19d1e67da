import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The folder of package.json. */
export const projectRoot = path.resolve(import.meta.dirname, '..', '..');

/** One `import … from` or `export … from` of a file. */
export interface Import {
  /** As written, but a relative one as a path from the project's root: `engine/data/batch.ts`, `node:fs`, `chart.js`. */
  readonly target: string;
  /** The names in braces, or the whole clause. */
  readonly names: string;
  /** Gone after compiling: only types come in. */
  readonly isType: boolean;
}

/** A file of ours, without its comments. */
export interface SourceFile {
  readonly file: string;
  readonly code: string;
  readonly imports: readonly Import[];
}

/** Every .ts and .svelte file below the folders, which are paths from the project's root. */
export function sourceFiles(...folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|svelte)$/.test(name) && !name.endsWith('.d.ts'))
      .sort()
      .map((name) =>
        sourceFile(path.posix.join(folder, name), readFileSync(path.join(projectRoot, folder, name), 'utf8')),
      ),
  );
}

/** A file from its text: what the rules are tested on. */
export function sourceFile(file: string, text: string): SourceFile {
  const code = withoutComments(text);
  return {
    file,
    code,
    imports: [...importsOf(code)].map((found) => ({ ...found, target: place(found.target, file) })),
  };
}

const STATIC = /(?:^|[\n;>])\s*(?:import|export)\s+(type\s+)?([^'";]*?)\s*from\s*['"]([^'"]+)['"]/g;
const BARE = /(?:^|[\n;>])\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|\brequire\(\s*['"]([^'"]+)['"]/g;

function* importsOf(code: string): Generator<Import> {
  for (const [, type, names = '', target = ''] of code.matchAll(STATIC)) {
    const inBraces = /^\{(.*)\}$/s.exec(names.trim())?.[1] ?? '';
    const words = inBraces
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '');
    const isEachType = 0 < words.length && words.every((word) => word.startsWith('type '));
    yield { target, names, isType: type !== undefined || isEachType };
  }
  for (const [, effect, dynamic, required] of code.matchAll(BARE))
    yield { target: effect ?? dynamic ?? required ?? '', names: '', isType: false };
}

/** Vite's questions (`./worker.ts?worker`) are not part of the path. */
function place(target: string, file: string): string {
  const plain = target.replace(/\?.*$/, '');
  return plain.startsWith('.') ? path.posix.join(path.posix.dirname(file), plain) : plain;
}

function withoutComments(text: string): string {
  return text
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/<!--.*?-->/gs, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1');
}
