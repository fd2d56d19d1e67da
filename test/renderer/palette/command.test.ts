import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { found, type Command } from '../../../renderer/palette/command.ts';
import { fuzzyScore } from '../../../renderer/palette/fuzzy.ts';

const NONE = { text: '', english: '' };

function command(text: string, english = text): Command {
  return { id: text, said: { text, english }, group: NONE, run: () => undefined };
}

function ids(commands: readonly Command[]): readonly string[] {
  return commands.map(({ id }) => id);
}

test('words are found in any order, at any place, without accents and in any case', () => {
  for (const query of ['system health', 'HEALTH sys', 'start system', 'stärt']) {
    equal(fuzzyScore(query, 'System health: start') === null, false);
  }
  equal(fuzzyScore('system stop', 'System health: start'), null);
});

test('letters left out are forgiven where the first one begins a word, and few jumps are made', () => {
  equal(fuzzyScore('syshe', 'System health: start') === null, false);
  equal(fuzzyScore('dshbrd', 'Show dashboard Overview') === null, false);
  equal(fuzzyScore('ystem', 'sya tem'), null);
  equal(fuzzyScore('dark', 'delete a recording kept'), null);
});

test('whole words come before beginnings, those before insides, and a short text before a long one', () => {
  const all = ['Restart', 'Startle', 'System health: start', 'start'].map((text) => command(text));
  deepEqual(ids(found(all, 'start')), ['start', 'System health: start', 'Startle', 'Restart']);
});

test('a command is found by its English words in another language too', () => {
  const all = [command('主题：深色', 'Theme: Dark'), command('语言：English', 'Language: English')];
  deepEqual(ids(found(all, 'dark')), ['主题：深色']);
  deepEqual(ids(found(all, '深')), ['主题：深色']);
});

test('without a query everything is offered in its order, up to what a person reads', () => {
  const all = Array.from({ length: 60 }, (_, i) => command(`command ${i}`));
  deepEqual(ids(found(all, ' ')), ids(all.slice(0, 40)));
});
