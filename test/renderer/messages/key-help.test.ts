import { afterEach, expect, test } from 'vitest';
import { PIPELINE } from '../../../engine/document/index.ts';
import { offersAt } from '../../../renderer/editor/completions.ts';
import { placeAt } from '../../../renderer/editor/place.ts';
import { keyHelp, keyHelps } from '../../../renderer/messages/key-help.ts';
import { setLanguage } from '../../../renderer/messages/messages.ts';

afterEach(() => setLanguage('en'));

/** What the contract says of all keys, however deep they stand. */
function descriptions(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]: [string, unknown]) =>
    name === 'description' && typeof each === 'string' ? [each] : descriptions(each),
  );
}

test('what each key of the contract means is said in Chinese, and nothing else is', () => {
  const said = [...new Set(descriptions(PIPELINE))].sort();
  expect(said.length).toBeGreaterThan(100);
  expect(Object.keys(keyHelps).sort()).toEqual(said);
  setLanguage('zh-CN');
  for (const each of said) expect(keyHelp(each)).toMatch(/\p{sc=Han}/u);
});

test('a completion explains its key in the language of the page', () => {
  const about = (): string | undefined =>
    offersAt(PIPELINE, placeAt('version: 1\nna', 13)!, []).find(({ label }) => label === 'name')?.about;
  expect(about()).toBe('What the pipeline is called.');
  setLanguage('zh-CN');
  expect(about()).toBe('管道的名称。');
});

test('in English the contract is quoted', () => {
  expect(keyHelp('The topic.')).toBe('The topic.');
});
