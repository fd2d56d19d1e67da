import type { Import, SourceFile } from './source-files.ts';

/** A rule of the house: the sentence that a broken one prints, and the places where a file breaks it. */
export interface Rule {
  readonly sentence: string;
  readonly breaches: (file: SourceFile) => readonly string[];
}

const PURE = ['data', 'time', 'windows', 'expression', 'operators', 'patterns', 'state', 'export'];
/** Interfaces between the folders, without any code behind them. */
const PURE_TYPES = ['engine/document/plan.ts', 'engine/document/problem.ts'];
const FAULT = 'engine/fault.ts';
const DOOR = 'engine/index.ts';
const CONTRACT = 'electron/ipc/contract.ts';
const CLOCK = 'engine/time/clock.ts';

const FILE_WRITERS =
  /\b(writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|writeSync|rename|renameSync|rm|rmSync|unlink|unlinkSync|rmdir|mkdir|mkdirSync|truncate|truncateSync|ftruncate|copyFile|copyFileSync|cp|cpSync|symlink|link|open|openSync)\b/g;
/** Opening is how one reads, too, and these do nothing else. */
const READERS_BY_OPEN = /^engine\/(sensors|sources)\//;

const isIn = (folder: string, place: string): boolean => place.startsWith(`${folder}/`);
const isPure = (place: string): boolean => PURE.some((folder) => isIn(`engine/${folder}`, place));
const isOurs = (place: string): boolean => ['engine', 'electron', 'renderer'].some((folder) => isIn(folder, place));
const isEngine = ({ file }: SourceFile): boolean => isIn('engine', file);

/** Who may import whom, and who may touch the clock and the disk. */
export const rules: readonly Rule[] = [
  importRule(
    'the pure folders of the engine import only each other, engine/fault.ts and the types of the plan: no Node, no packages',
    ({ file }) => isPure(file),
    ({ target, isType }) => isPure(target) || target === FAULT || (isType && PURE_TYPES.includes(target)),
  ),
  importRule(
    'the engine never imports Electron, the app or the page',
    isEngine,
    ({ target }) => target !== 'electron' && !isIn('electron', target) && !isIn('renderer', target),
  ),
  importRule(
    'only engine/index.ts is imported from outside the engine',
    (source) => !isEngine(source),
    ({ target }) => !isIn('engine', target) || target === DOOR,
  ),
  importRule(
    'the page imports types only from the engine, only the contract from the app, and neither Node nor Electron',
    ({ file }) => isIn('renderer', file),
    ({ target, isType }) => {
      if (isIn('engine', target)) return target === DOOR && isType;
      if (isIn('electron', target)) return target === CONTRACT;
      return target !== 'electron' && !target.startsWith('node:');
    },
  ),
  importRule(
    'the app does not import the page: it is built by itself',
    ({ file }) => isIn('electron', file),
    ({ target }) => !isIn('renderer', target),
  ),
  importRule(
    'what the page and the app share is the contract, and it imports only types',
    ({ file }) => file === CONTRACT,
    ({ isType, target }) => isType || target === FAULT,
  ),
  importRule(
    'an import of ours names its file: ./batch.ts, not ./batch',
    () => true,
    ({ target }) => !isOurs(target) || /\.\w+$/.test(target),
  ),
  {
    sentence: 'only engine/files writes to the disk: what must last is written whole, synced and renamed there',
    breaches: (source) => (isEngine(source) && !isIn('engine/files', source.file) ? diskWriters(source) : []),
  },
  {
    sentence: 'only engine/time/clock.ts reads the clock: time is an argument everywhere else',
    breaches: (source) =>
      isEngine(source) && source.file !== CLOCK
        ? matches(source.code, /\bDate\.now\b|\bperformance\.now\b|\bnew Date\(\)|\bhrtime\b/g)
        : [],
  },
  {
    sentence: 'the pure folders of the engine know no chance and no timers: equal rows give equal results',
    breaches: ({ file, code }) =>
      isPure(file) ? matches(code, /\bMath\.random\b|\brandomUUID\b|\bset(Timeout|Interval|Immediate)\(/g) : [],
  },
  {
    sentence: 'no text becomes code or markup',
    breaches: ({ code }) =>
      matches(code, /\beval\(|\bnew Function\b|\{@html\b|\.(inner|outer)HTML\b|\binsertAdjacentHTML\b/g),
  },
];

function importRule(
  sentence: string,
  isFor: (source: SourceFile) => boolean,
  allows: (found: Import) => boolean,
): Rule {
  return {
    sentence,
    breaches: (source) =>
      isFor(source) ? source.imports.filter((found) => !allows(found)).map(({ target }) => `imports ${target}`) : [],
  };
}

function diskWriters({ file, imports }: SourceFile): readonly string[] {
  const names = imports
    .filter(({ target, isType }) => !isType && /^(node:)?fs(\/promises)?$/.test(target))
    .flatMap((found) => (/[*]|^\w/.test(found.names) ? ['all of node:fs'] : matches(found.names, FILE_WRITERS)));
  return names.filter((name) => !(READERS_BY_OPEN.test(file) && name.startsWith('open'))).map((name) => `uses ${name}`);
}

function matches(code: string, pattern: RegExp): readonly string[] {
  return [...code.matchAll(pattern)].map(([found]) => found);
}
