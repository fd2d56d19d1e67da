import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFolderName, createRecordingName } from '../../../engine/recordings/recording-name.ts';

const clock = { now: () => Date.UTC(2026, 10, 22, 20, 4, 8, 999), monotonic: () => 0 };

test('a name has the title and the time in UTC, and differs from those that exist in more than case', () => {
  const first = createRecordingName('System health', clock);
  const second = createRecordingName('System health', clock, [first.toUpperCase()]);
  expect([first, second]).toEqual(['System health 2026-11-22 20.04.08', 'System health 2026-11-22 20.04.08 (2)']);
});

test.each([
  ['a/b\\c:d*?"<>|e', 'a-b-c-d------e 2026-11-22 20.04.08'],
  ['../..', '-.. 2026-11-22 20.04.08'],
  ['.hidden', 'hidden 2026-11-22 20.04.08'],
  ['   ', 'Recording 2026-11-22 20.04.08'],
  ['', 'Recording 2026-11-22 20.04.08'],
  ['con', 'con- 2026-11-22 20.04.08'],
])('the title %j makes a safe name', (title, name) => {
  expect(createRecordingName(title, clock)).toBe(name);
});

test.each(['x', '温'])(
  'a title of five hundred times %j is cut so that every file system takes the name',
  (character) => {
    const bytes = Buffer.byteLength(createRecordingName(character.repeat(500), clock));
    expect([bytes <= 200, 190 < bytes]).toEqual([true, true]);
  },
);

test('the folder of a recording has its name, made safe, and a number where another has it', () => {
  const first = createFolderName('a/b', []);
  expect([first, createFolderName('a/b', [first.toUpperCase()])]).toEqual(['a-b', 'a-b (2)']);
});

test('whatever the title, every file system takes the name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (title) => {
      const name = createRecordingName(title, clock);
      expect([
        /^[^.\s<>:"/\\|?*\p{Cc}][^<>:"/\\|?*\p{Cc}]*[^.\s]$/u.test(name),
        Buffer.byteLength(name) <= 200,
      ]).toEqual([true, true]);
    }),
  );
});
