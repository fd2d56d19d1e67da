import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Document, isScalar, parseDocument, Scalar } from 'yaml';
import type { ScalarStyle } from '../../../../engine/document/text/scalar-places.ts';
import { scalarPlaces } from '../../../../engine/document/text/scalar-places.ts';

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
};

/** The value of the key `a` in `source`, and the place of each of its units. */
function read(source: string): { value: string; places: number[]; style: ScalarStyle } {
  const node = parseDocument(source).get('a', true);
  if (!isScalar<string>(node)) throw new Error('no scalar');
  const [start, end] = node.range!;
  const style = STYLES[node.type!]!;
  return { value: node.value, style, places: [...scalarPlaces({ source, start, end, style, value: node.value })] };
}

/** Where `word` stands in the value, as the text of the source from there on. */
function from(source: string, word: string): string {
  const { value, places } = read(source);
  return source.slice(places[value.indexOf(word)]).split(/\s/)[0]!;
}

test('a word is found in every way of writing it', () => {
  const sources = [
    'a: one two',
    "a: 'it''s two'",
    'a: "tab\\t \\u00e9 \\U0001F600 \\x41\\n two"',
    'a: "joined\\\n   \\  two"',
    'a: one\n  folded\n\n  two',
    'a: |2-  # comment\n   one\n\n   two',
    'a: >+\n  one\n  more\n\n    indented\n  two\n\n',
    'a: &anchor !!str two',
    'a: "one   \n  \n   \\ two"',
    'a: "one\r\n  two"',
  ];
  expect(sources.map((source) => from(source, 'two'))).toEqual(sources.map((s) => `two${/["']$/.exec(s)?.[0] ?? ''}`));
});

test('the end of a text is where writing would go on', () => {
  expect(['a: one', "a: 'one'", 'a: |\n  one'].map((source) => read(source).places[3])).toEqual([6, 7, 10]);
});

test('whatever the text and the way of writing, each visible unit is found where it stands or where its escape begins', () => {
  const word = fc.stringMatching(/^[a-z'"\\#:é😀]{1,6}$/u);
  const text = fc.array(fc.oneof(word, fc.constantFrom('\u0001', ' ', '  ', '\n', '\n\n', '\t', '\n  ')), {
    minLength: 1,
    maxLength: 30,
  });
  const style = fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED');
  fc.assert(
    fc.property(text, style, fc.integer({ min: 20, max: 60 }), (parts, type, lineWidth) => {
      const scalar = new Scalar(parts.join(''));
      scalar.type = type;
      const source = new Document({ a: scalar }).toString({ lineWidth });
      // The writer of YAML makes some plain texts that it does not read as texts again.
      fc.pre(isScalar(parseDocument(source).get('a', true)));
      const { value, places, style: written } = read(source);
      expect(places).toEqual([...places].sort((a, b) => a - b));
      for (let i = 0; i < value.length; i++) {
        if (/\s/.test(value[i]!)) continue;
        const isEscape = written === 'double' && source[places[i]!] === '\\';
        if (!isEscape) expect(source[places[i]!]).toBe(value[i]);
      }
    }),
    { numRuns: 500 },
  );
});
