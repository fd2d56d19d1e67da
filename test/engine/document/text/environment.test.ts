import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillIn, rawIndex } from '../../../../engine/document/text/environment.ts';

const environment = { NAME: 'mill', EMPTY: '', OTHER: '${NAME}' };

test('a name in braces becomes its value, and the value is not looked at again', () => {
  const filled = ['a ${NAME} b', '${EMPTY}', '${OTHER}${NAME}', '$${NAME}', '$NAME {NAME}', '$$${NAME}'];
  expect(filled.map((raw) => fillIn(raw, environment))).toMatchObject([
    { text: 'a mill b', names: ['NAME'] },
    { text: '', names: ['EMPTY'] },
    { text: '${NAME}mill', names: ['OTHER', 'NAME'] },
    { text: '${NAME}', names: [] },
    { text: '$NAME {NAME}', names: [] },
    { text: '$${NAME}', names: [] },
  ]);
});

test('each name that is not set and each brace that is no name is told with its place', () => {
  const result = fillIn('${NAME} ${A} ${not a name} ${ ${constructor}', environment);
  expect('problems' in result && result.problems.map(({ index, message }) => [index, message.slice(0, 38)])).toEqual([
    [8, 'the environment variable A is not set,'],
    [13, '"${" begins the name of an environment'],
    [27, '"${" begins the name of an environment'],
    [30, 'the environment variable constructor i'],
  ]);
});

test('a name that every object has is not set for that', () => {
  expect(fillIn('${constructor}', environment)).toHaveProperty('problems');
});

test('every unit of a filled text leads back to where it was written', () => {
  const part = fc.oneof(fc.constantFrom('${NAME}', '$${', '${EMPTY}', '${OTHER}'), fc.stringMatching(/^[a-z ]{0,5}$/));
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const raw = parts.join('');
      const filled = fillIn(raw, environment);
      if ('problems' in filled) return;
      const places = Array.from({ length: filled.text.length + 1 }, (_, i) => rawIndex(filled, i));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      for (const [i, place] of places.slice(0, -1).entries()) {
        if (raw[place] !== '$') expect(raw[place]).toBe(filled.text[i]);
      }
      if (!raw.endsWith('${EMPTY}')) expect(places.at(-1)).toBe(raw.length);
    }),
  );
});
