import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readText } from '../../reference/document.ts';
import type { Turn } from '../../reference/run.ts';
import { readLine } from '../../reference/source-rows.ts';
import { checkText } from '../random/check-case.ts';

const FOLDER = import.meta.dirname;
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length));

// Each is a difference that there once was between the two engines; its document says which.
describe('both engines agree about', () => {
  test.each(names)('%s', (name) => {
    const text = readFileSync(path.join(FOLDER, `${name}.yaml`), 'utf8');
    const paths = Object.values(readText(text).sources).map((source) => source.path);
    const files = Object.fromEntries(
      paths.map((each) => [each, readFileSync(path.join(FOLDER, each), 'utf8').split('\n').slice(0, -1).map(readLine)]),
    );
    expect(checkText(text, files, { turns: turnsOf(name) })).toEqual([]);
  });
});

/** `name.turns` has one turn a line: a source, and how many lines it gives or that it is idle. */
function turnsOf(name: string): Turn[] {
  const file = path.join(FOLDER, `${name}.turns`);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [source, lines] = line.split(' ') as [string, string];
      return { source, lines: lines === 'idle' ? lines : Number(lines) };
    });
}
