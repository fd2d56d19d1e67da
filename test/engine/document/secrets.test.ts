import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isScalar, parseDocument, visit } from 'yaml';
import { readDocument } from '../../../engine/document/index.ts';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../contract/documents');

/** Each document that is `text` with one of its values replaced by `value`. */
function* withEachValue(text: string, value: string): Generator<string> {
  for (let wanted = 0; ; wanted++) {
    const document = parseDocument(text, { uniqueKeys: false });
    let at = 0;
    visit(document, {
      Scalar: (key, node) => {
        if (key !== 'key' && isScalar(node) && at++ === wanted) node.value = value;
      },
    });
    if (at <= wanted) return;
    yield document.toString();
  }
}

/** The messages about `text` in which a part of `secret`, three characters or more, can be read. */
function leaks(text: string, secret: string): string[] {
  const result = readDocument(text, { file: 'a.yaml', baseFolder: '/data', environment: { SECRET: secret } });
  const messages = 'problems' in result ? result.problems.map(({ message }) => message) : [];
  const parts = Array.from({ length: secret.length - 2 }, (_, i) => secret.slice(i, i + 3));
  return messages.filter((message) => parts.some((part) => message.includes(part)));
}

/** Secrets of several kinds, each with a text that uses it. */
const USES = [
  ['zQ7 Xw9', '${SECRET}'],
  ['-7319355', '${SECRET}'],
  ['7319355s', '${SECRET}'],
  ["zQ7' Xw9(", "value > ${SECRET} + '"],
  ['zQ7\nXw9', "'${SECRET}' = hots"],
] as const;

const documents = [
  'good/files.yaml',
  'good/generator.yaml',
  'bad/keys.yaml',
  'bad/expressions.yaml',
  'bad/inputs.yaml',
];

describe('no value from the environment gets into a message, wherever it is used', () => {
  test.each(documents)(
    '%s',
    (name) => {
      const text = readFileSync(path.join(folder, name), 'utf8');
      const found = USES.flatMap(([secret, value]) =>
        [...withEachValue(text, value)].flatMap((each) => leaks(each, secret)),
      );
      expect(found).toEqual([]);
    },
    30_000,
  );

  test('the documents are there', () => {
    expect(readdirSync(folder, { recursive: true })).toEqual(expect.arrayContaining(documents));
  });
});
