import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RECORDINGS_HELP } from '../../engine/cli/recordings.ts';
import { readDocument } from '../../engine/document/index.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/recordings.md'), 'utf8');

const blocks = (language: string): string[] =>
  [...PAGE.matchAll(/```(\w+)\n([^]*?)```/g)].filter((match) => match[1] === language).map((match) => match[2]!);

test('the sinks on the page about recordings are as they may be written', () => {
  const problems = blocks('yaml').map((sinks) => {
    const text = `version: 1\nname: page\nsources: { sensors: { type: system } }\n${sinks}`;
    const read = readDocument(text, { file: 'page.yaml', baseFolder: '/', environment: { PRIVATE: 'secret' } });
    return 'problems' in read ? read.problems : [];
  });
  expect(problems).toEqual([[], []]);
});

test('the page about recordings names the commands that there are, and no others', () => {
  const named = new Set([...PAGE.matchAll(/millrace recordings (\w+)/g)].map((match) => match[1]));
  const known = new Set([...RECORDINGS_HELP.matchAll(/^ {2}(\w+) /gm)].map((match) => match[1]));
  known.delete('NAME');
  known.delete('The');
  expect([...named].sort()).toEqual([...known].sort());
});
