import { describe, expect, test } from 'vitest';
import { rules } from './support/architecture-rules.ts';
import { sourceFile, sourceFiles } from './support/source-files.ts';

const files = sourceFiles('engine', 'electron', 'renderer');

describe('the house', () => {
  test('has all its parts in sight', () => {
    const folders = new Set(files.map(({ file }) => file.split('/').slice(0, 2).join('/')));
    expect([...folders]).toEqual(expect.arrayContaining(['engine/data', 'electron/ipc', 'renderer/live']));
    expect(files.filter(({ imports }) => imports.length === 0).length).toBeLessThan(files.length / 2);
  });

  test.each(rules)('$sentence', ({ breaches }) => {
    expect(files.flatMap((source) => breaches(source).map((breach) => `${source.file}: ${breach}`))).toEqual([]);
  });
});

describe('a rule sees', () => {
  const broken = (file: string, text: string): readonly string[] => {
    const source = sourceFile(file, text);
    return rules.flatMap(({ breaches }) => breaches(source));
  };

  test.each([
    [
      'a pure file that imports Node',
      'engine/data/a.ts',
      "import { readFile } from 'node:fs/promises';",
      ['imports node:fs/promises'],
    ],
    ['a pure file that imports a package', 'engine/operators/a.ts', "import { parse } from 'yaml';", ['imports yaml']],
    [
      'a pure file that imports a folder that is not',
      'engine/state/a.ts',
      "import { x } from '../sources/x.ts';",
      ['imports engine/sources/x.ts'],
    ],
    ['Electron in the engine', 'engine/runtime/a.ts', "const { app } = require('electron');", ['imports electron']],
    [
      'a way into the engine past its door',
      'electron/a.ts',
      "import { Job } from '../engine/runtime/job.ts';",
      ['imports engine/runtime/job.ts'],
    ],
    [
      'code of the engine in the page',
      'renderer/A.svelte',
      "<script>import { Engine } from '../engine/index.ts';</script>",
      ['imports engine/index.ts'],
    ],
    ['a clock that is read', 'engine/runtime/a.ts', 'const start = Date.now();', ['Date.now']],
    [
      'a disk that is written',
      'engine/sinks/a.ts',
      "import { writeFile } from 'node:fs/promises';",
      ['uses writeFile'],
    ],
    ['markup from text', 'renderer/A.svelte', '<p>{@html name}</p>', ['{@html']],
    ['an import without its ending', 'electron/a.ts', "import { a } from './b';", ['imports electron/b']],
  ])('%s', (_what, file, text, found) => {
    expect(broken(file, text)).toEqual(found);
  });

  test('nothing in comments, in types and in what is allowed', () => {
    expect(
      broken(
        'engine/data/a.ts',
        "// import 'node:fs'\n/* Date.now */\nimport type { Plan } from '../document/plan.ts';",
      ),
    ).toEqual([]);
    expect(
      broken('renderer/A.svelte', "<script>import type { JobStatus } from '../engine/index.ts';</script>"),
    ).toEqual([]);
    expect(broken('engine/sensors/a.ts', "import { openSync, readSync } from 'node:fs';")).toEqual([]);
  });
});
