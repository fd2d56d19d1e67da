import { expect, test } from 'vitest';
import { readingOf } from '../../build/mutants/judge.mjs';
import { sitesIn, withMutants } from '../../build/mutants/sites.mjs';

const SOURCE = `
export class Store {
  async keep(path: string): Promise<string> {
    if (path === '') throw new Error('no path');
    if (this.isOpen) { this.count++; }
    await this.file.sync().catch(() => undefined);
    if (this.isOpen) await this.file.close();
    else await this.files.rename(path, path + '.old');
    await Promise.all([this.files.syncFolder(path), this.look(path)]);
    return path.replace('a', 'b');
  }
  readonly end = () => checkAll(this.files);
}
`;

const sites = sitesIn(SOURCE, 'store.ts');

test('syncs, renames and checks are mutants, and conditions of refusals and ways out, each by its place', () => {
  expect(sites.map(({ name, line }) => [name, line])).toEqual([
    ['store.ts:keep:if:1', 4],
    ['store.ts:keep:sync:1', 6],
    ['store.ts:keep:if:2', 7],
    ['store.ts:keep:close:1', 7],
    ['store.ts:keep:rename:1', 8],
    ['store.ts:keep:syncFolder:1', 9],
    ['store.ts:end:checkAll:1', 12],
  ]);
});

test('all mutants are asleep in one text, each around what it changes', () => {
  const text = withMutants(SOURCE, sites, 10);
  expect(text.split('\n').slice(3, 9).concat(text.split('\n')[11]!)).toEqual([
    `    if ((__mutant(10) ? false : (path === ''))) throw new Error('no path');`,
    `    if (this.isOpen) { this.count++; }`,
    `    (__mutant(11) ? undefined : (await this.file.sync().catch(() => undefined)));`,
    `    if ((__mutant(12) ? false : (this.isOpen))) (__mutant(13) ? undefined : (await this.file.close()));`,
    `    else (__mutant(14) ? undefined : (await this.files.rename(path, path + '.old')));`,
    `    await Promise.all([(__mutant(15) ? undefined : (this.files.syncFolder(path))), this.look(path)]);`,
    `  readonly end = () => (__mutant(16) ? undefined : (checkAll(this.files)));`,
  ]);
});

const green = { failures: [], errors: [], passed: 3, skipped: 0 };
const late = { test: 'a.test.ts > slow', messages: ['Error: Test timed out in 30000ms.'] };
const wrong = { test: 'a.test.ts > one', messages: ['AssertionError: expected 1 to be 2'] };

test('a mutant is killed by a test with an error of its own alone: a slow test, a dead worker and no test at all are told apart', () => {
  const outcomes = [
    green,
    { ...green, failures: [late, wrong] },
    { ...green, failures: [late] },
    { ...green, errors: ['Error: Worker exited unexpectedly'] },
    { ...green, passed: 0, skipped: 3 },
    null,
  ].map((report) => readingOf(report)?.outcome ?? 'survived');
  expect(outcomes).toEqual(['survived', 'killed', 'hung', 'unclear', 'unclear', 'hung']);
});
