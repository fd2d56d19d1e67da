import { readdirSync, readFileSync } from 'node:fs';
import type ts from 'typescript';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeKind } from '../../../engine/document/check/describe.ts';
import { PIPELINE } from '../../../engine/document/keys/pipeline.ts';
import type { Kind, KeyTable } from '../../../engine/document/keys/kind.ts';
import { readDocument } from '../../../engine/index.ts';
import { setLanguage } from '../../../renderer/messages/messages.ts';
import { said, saidOfDocument } from '../../../renderer/messages/said.ts';
import { spoken, textsIn } from '../../support/said-texts.ts';

const root = new URL('../../../', import.meta.url);
const refused = new URL('test/contract/documents/bad/', root);

beforeEach(() => setLanguage('zh-CN'));
afterEach(() => setLanguage('en'));

test('in English, the page says of a document what the checks said', () => {
  setLanguage('en');
  expect(saidOfDocument('settings: unknown key "a", no key is expected here')).toBe(
    'settings: unknown key "a", no key is expected here',
  );
});

test('keys, names and values of a document stay as they are in it, what is said of them does not', () => {
  expect(saidOfDocument('settings: unknown key "intervall", did you mean "interval"?')).toBe(
    'settings：未知的键 "intervall"，是否想写 "interval"？',
  );
  expect(saidOfDocument('sinks.out.inputs[0]: "type" is missing, write type: and one of a, b or c')).toBe(
    'sinks.out.inputs[0]：缺少“type”，请写 type: 和 a, b 或 c 之一',
  );
  expect(saidOfDocument('name: expects a text, but finds 7, write "7" in quotes')).toBe(
    'name：此处应为文本，实际为 7，请写成带引号的 "7"',
  );
});

test('a problem behind its place in a file is said as it is without one', () => {
  expect(said('/p/a.yaml:3:5: settings: is empty, write at least 1\nCorrect the document.')).toBe(
    '/p/a.yaml:3:5：settings：内容为空，请至少写 1\n请更正文档。',
  );
  expect(said('line 3: name: has to be on one line')).toBe('第 3 行：name：必须写在一行内');
});

test('of expressions too, what was found stays as it was written', () => {
  expect(said('avg takes a number, but "metric" is a string; write CAST(metric AS DOUBLE)')).toBe(
    'avg 需要 number，但 "metric" 是 string；请写 CAST(metric AS DOUBLE)',
  );
  expect(said('expected ) to close max(, found the end')).toBe('此处应为 ) 以闭合 max(，实际为结尾');
});

test('every problem of the documents that the contract refuses is known', () => {
  const files = readdirSync(refused).filter((name) => name.endsWith('.problems'));
  const lines = files.flatMap((name) => readFileSync(new URL(name, refused), 'utf8').trimEnd().split('\n'));
  expect(lines.length).toBeGreaterThan(250);
  expect(
    lines.map((line) => line.replace(/^[^:]*:\d+:\d+: /, '')).filter((line) => isEnglish(saidOfDocument(line))),
  ).toEqual([]);
});

test('every sentence that the checks of documents and expressions can make is known', () => {
  const files = ['engine/document', 'engine/expression'].flatMap(filesIn).filter((file) => !file.includes('/keys/'));
  const texts = [
    ...files.flatMap((file) => textsIn(file, ofWords)),
    ...textsIn('engine/document/keys/pipeline.ts', ofAdvice),
  ]
    .map((text) => text.replace(/^(?:, |; )/, '').replace(/^ \((.*)\)$/, '$1'))
    .filter((text) => text !== '' && !CODE.test(text));
  expect(texts.length).toBeGreaterThan(350);
  const pieces = Object.keys(JOINED);
  expect(texts.filter((text) => isEnglish(said(text)) && !pieces.includes(text))).toEqual([]);
  expect(pieces.filter((piece) => !texts.includes(piece))).toEqual([]);
  expect(
    Object.values(JOINED)
      .flat()
      .filter((text) => isEnglish(said(text))),
  ).toEqual([]);
});

test('whatever kind of value a key has, what is expected there is known', () => {
  const kinds = [...new Set(kindsIn(PIPELINE).map(describeKind))];
  expect(kinds.length).toBeGreaterThan(30);
  const messages = kinds.flatMap((what) => [
    `expects ${what}, but finds a list`,
    `"a" is missing, write a: and ${what}`,
  ]);
  expect(messages.filter((message) => isEnglish(said(message)))).toEqual([]);
});

test.each([
  'a: [1, 2',
  'a: b: c',
  'a: &x &y 1',
  'a: *',
  'a: "x\\q"',
  '? [a]\n: {b: c]',
  'a:\n- b\n c: d',
  'a: |x\n  b',
  'a: {b: 1 c: 2}',
  'a: [1]2',
  '%FOO\n---\na: 1',
  'a: !x 1',
  'a: 1\n- b',
  "a: 'x",
  'a: @x',
  '{a: 1}\nb: 2',
])('what the parser of YAML says of %j is known', (text) => {
  const result = readDocument(text, { file: 'a.yaml', baseFolder: '/p', environment: {} });
  const messages = 'problems' in result ? result.problems.map(({ message }) => message) : [];
  expect([0 < messages.length, messages.filter((message) => isEnglish(saidOfDocument(message)))]).toEqual([true, []]);
});

test.each([
  '(',
  ')',
  '[',
  '*',
  'a{2,1}',
  '{',
  '\\',
  '[b-a]',
  '\\p{X}',
  '(?<a>.)(?<a>.)',
  '\\k<a>',
  '(?a)',
  '\\x',
  '\\u{110000}',
])('why %j is no pattern is known', (pattern) => {
  let why = '';
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    why = (error as Error).message.replace(/^.*: /s, '');
  }
  expect([why === '', isEnglish(said(`'${pattern}' is no regular expression: ${why}`))]).toEqual([false, false]);
});

/** How a function is called, and what is put together for other ends than to be read. */
const CODE =
  /^(?:[A-Z/][A-Z_\w/]*\(.*\)(?: or \S+\(.*\))?|lag\(x\) or lag\(x, n\)|x BETWEEN low AND high|(?:timestamp|double|boolean) (?:timestamp|double|boolean)|Pipeline document|\/x1 from the environment)$/;

/** What stands only within other sentences, each with those that are made of it. */
const JOINED: Readonly<Record<string, string | readonly string[]>> = {
  'there is no /x1': [
    'cannot set a.b: there is no b',
    'cannot remove a.b: there is no b',
    'cannot rename a.b: there is no b',
  ],
  '/x1 is no duration, /x1': '"10sec" is no duration, did you mean 10s?',
  '/x1 is no size, /x1': '"10mb" is no size, did you mean 10MB?',
  'at least /x1': ['"1ms" is out of bounds, write at least 1s', '0 is out of bounds, write at least 1'],
  ' up to /x1': '0 is out of bounds, write a number above 0 up to 5',
  'has /x1 entry': 'has 1 entry, write at least 2',
  '/x1, write at least /x1': ['is empty, write at least 1', 'has 2 entries, write at least 3'],
  'only one is': 'has 2 entries, only one is allowed here',
  '/x1 is missing, /x1': '"name" is missing, write name: and a text',
  'the /x1 needs the event time of its rows, but source /x1 has none; /x1': [
    'the window needs the event time of its rows, but source "a" has none; write event_time: { column: ts } in sources.a',
    'the pattern needs the event time of its rows, but source "a" has none; replay one that was made of rows with event time',
  ],
  '/x1 does not exist, /x1': '"a.lat" does not exist, the late rows are read as "a.late"',
  'timestamp column, write x: and a column of numbers':
    'the rows have no timestamp column, write x: and a column of numbers',
  'column of numbers, add one with extend': 'the rows have no column of numbers, add one with extend',
  'the rows have no /x1': 'the rows have no column of numbers, add one with extend',
  'the rows of /x1 have other columns than those before (/x1)':
    'the rows of "a" have other columns than those before (b double instead of none), all inputs of a sink need the same columns',
  '/x1, all inputs of a /x1 need the same columns':
    'the rows of "a" have other columns than those before (none instead of b double), all inputs of a union need the same columns',
  '/x1, which are never equal; /x1':
    '"a" is a string and "b" a double, which are never equal; make them alike with CAST in an extend before the join',
  'there is no recording to read in /x1 (/x1)': 'there is no recording to read in /a (no such file or folder)',
  'the recording cannot be read, /x1':
    'the recording cannot be read, it is encrypted: set the environment variable A or B to its passphrase',
  '/x1, write a longer slide': 'each row would belong to 2000 windows, at most 1000 are allowed, write a longer slide',
  '/x1, write a step that divides it': 'size "10s" is not a multiple of step "3s", write a step that divides it',
  'in windows of a count': 'no row is late in windows of a count, take it out',
  'by the clock': 'no row is late by the clock, take it out',
  'no row is late /x1, take it out': 'no row is late by the clock, take it out',
  'every window gives': 'every window gives a column "window_end" already, choose another name',
  'the key gives': 'the key gives a column "host" already, choose another name',
  '/x1 a column /x1 already, choose another name': 'the key gives a column "host" already, choose another name',
  'an alias (*/x1)': 'an alias (*a) is not allowed as a key, write a name',
  'this is not YAML: /x1': 'this is not YAML: a tab is not allowed as indentation, use spaces',
  'a /x1': 'max takes a number, but "a" is a string',
  'to close /x1(': 'expected ) to close max(, found the end',
  'after the size of the type': 'expected ) after the size of the type, found "a"',
  'in EXTRACT(unit FROM time)': 'expected FROM in EXTRACT(unit FROM time), found the end',
  'after the characters of TRIM(/x1 …)': "expected FROM after the characters of TRIM(BOTH …), found 'a'",
  'between the limits of BETWEEN': 'expected AND between the limits of BETWEEN, found the end',
  'to close the list': 'expected ) to close the list, found the end',
  'after the condition of WHEN': 'expected THEN after the condition of WHEN, found "a"',
  'to close CASE': 'expected END to close CASE, found the end',
  'to close the parenthesis': 'expected ) to close the parenthesis, found the end',
  'the /x1 that starts here has no closing /x1': [
    "the string that starts here has no closing '",
    'the name that starts here has no closing `',
  ],
  '/x1, which no search in bounded time can do; write out what to find':
    '\\1 refers back to a group, which no search in bounded time can do; write out what to find',
  '/x1, tried more than once,':
    'the pattern could take very long: .*, tried more than once, can match the same text one after the other; take one out, let each match only up to what follows, as [^,]* does before a comma, or begin the pattern with ^',
  '/x1 refers back to a group':
    '\\1 refers back to a group, which no search in bounded time can do; write out what to find',
  '/x1 changes how a part of it matches':
    '(?i changes how a part of it matches, which no search in bounded time can do; write out what to find',
};

/** Texts of several words, which are not about a key or a function for who reads its documentation. */
function ofWords(node: ts.Node): readonly ts.Node[] {
  return spoken(node).some((text) => /[a-z]{2,}[^a-z]* [a-z]{2,}/.test(text)) ? [node] : [];
}

/** What a key table says of a key that is missing. */
function ofAdvice(node: ts.Node): readonly ts.Node[] {
  return spoken(node).some((text) => /^(?:write|a pipeline) .*, /.test(text)) ? [node] : [];
}

/** Whether words remain that a person has to know English for: not those of a document, which stand in quotes or alone. */
function isEnglish(text: string): boolean {
  const words = text.replace(/（.*?）|“.*?”|".*?"|'.*?'|\{.*?\}/g, '');
  return !/\p{Script=Han}/u.test(text) || /[a-z]{2,} [a-z]{2,}|[a-z]; [a-z]|, (?:write|did|take|choose) /.test(words);
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(new URL(folder, root), { recursive: true })
    .map((file) => `${folder}/${String(file)}`)
    .filter((file) => file.endsWith('.ts'));
}

/** `kind` and all that stand within it. */
function kindsIn(kind: Kind): readonly Kind[] {
  const inTable = (table: KeyTable): readonly Kind[] => Object.values(table).flatMap((spec) => kindsIn(spec.kind));
  const within =
    kind.kind === 'object'
      ? inTable(kind.keys)
      : kind.kind === 'variants'
        ? Object.values(kind.of).flatMap(inTable)
        : kind.kind === 'either'
          ? [...kindsIn(kind.short), ...kindsIn(kind.long)]
          : kind.kind === 'list' || kind.kind === 'map'
            ? kindsIn(kind.of)
            : [];
  return [kind, ...within];
}
