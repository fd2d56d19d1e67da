import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { en } from '../../../renderer/messages/en.ts';
import { setLanguage, t } from '../../../renderer/messages/messages.ts';
import { zhCN } from '../../../renderer/messages/zh-CN.ts';

const folder = new URL('../../../renderer/', import.meta.url);
const files = readdirSync(folder, { recursive: true }).map(String);

afterEach(() => setLanguage('en'));

test('both languages have the same messages, in the same order, with the same places to fill', () => {
  const shape = (table: Readonly<Record<string, string>>): string[] =>
    Object.entries(table).map(([key, text]) => [key, ...[...new Set(text.match(/\{\w+\}/g) ?? [])].sort()].join(' '));
  expect(shape(zhCN).sort()).toEqual(shape(en).sort());
});

test('no message is empty, and the Chinese ones are Chinese', () => {
  expect(Object.values(en).filter((text) => text.trim() === '')).toEqual([]);
  const plain = Object.entries(zhCN).filter(([, text]) => !/[\u4e00-\u9fff]/.test(text.replace(/\{\w+\}/g, '')));
  expect(plain.map(([key]) => key)).toEqual([
    'app.name',
    'table.x',
    'cost.cpu',
    'settings.language.en',
    'settings.temperature.Cel',
    'settings.temperature.[degF]',
    'settings.temperature.K',
    'settings.sizes.1000',
    'settings.sizes.1024',
    'limit.after',
    'cmd.set',
    'time.day',
    'duration.pair',
  ]);
});

test('a message is filled in, in the language of the page', () => {
  expect(t('pipeline.start', { name: 'System health' })).toBe('Start System health');
  setLanguage('zh-Hans-SG');
  expect(t('pipeline.start', { name: 'System health' })).toBe('启动 System health');
  setLanguage('fr');
  expect(t('view.pause')).toBe('Pause');
});

test.each([
  ['1', '1 key, 1 entry'],
  ['0', '0 keys, 0 entries'],
  ['2', '2 keys, 2 entries'],
  ['1,001', '1,001 keys, 1,001 entries'],
])('a number of %s has the form of the noun behind it that it asks for', (count, text) => {
  expect(t('node.state', { keys: count, entries: count })).toBe(text);
});

test('of one thing no message speaks as of many', () => {
  const names = ['attempt', 'duration', 'from', 'length', 'name', 'node', 'pipeline', 'queue', 'sensor', 'to'];
  const values = new Proxy(
    {},
    { get: (_values, hole: string) => (names.includes(hole) ? 'That' : 1), has: () => true },
  );
  const asked = t as (key: string, values: object) => string;
  const many = Object.keys(en)
    .map((key) => asked(key, values))
    // A rate has one form, and a series is one or many.
    .filter((text) =>
      /(?<![\w.–-])1 (?:[a-z]+ )?(?!series\b|ms\b|is\b|was\b|does\b)(?:[a-z]{3,}s|are|were|have)\b(?! per |\/)/.test(
        text,
      ),
    );
  expect(many).toEqual([]);
});

test('components hold no text of their own', () => {
  const found = files
    .filter((file) => file.endsWith('.svelte'))
    .flatMap((file) => literals(readFileSync(new URL(file, folder), 'utf8')).map((text) => `${file}: ${text}`));
  expect(found).toEqual([]);
});

test('a component with text of its own would be found', () => {
  expect(literals('<p>Hello {name}</p><img alt="A dog" />')).toEqual(['Hello', 'alt="A dog"']);
});

test('every message is used', () => {
  const source = files
    .filter((file) => /\.(svelte|ts)$/.test(file) && !/messages\/(en|zh-CN)/.test(file))
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n');
  // Families whose last part is computed: t(`state.${kind}`).
  const families = [...source.matchAll(/`([\w.]+)\.\$\{/g)].map(([, family]) => `${family}.`);
  const unused = Object.keys(en).filter(
    (key) => !source.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)),
  );
  expect(unused).toEqual([]);
});

/** Letters between tags, and in attributes that people see or hear. */
function literals(component: string): string[] {
  const markup = component.replace(/<(script|style)[\s\S]*?<\/\1>/g, '').replace(/<!--[\s\S]*?-->/g, '');
  const attributes = markup.match(/\b(alt|title|aria-label|placeholder|aria-description)="[^"{]*[A-Za-z][^"]*"/g) ?? [];
  const text = withoutBraces(withoutTags(markup));
  return [...text.split(/\n|\uE000/).map((part) => part.trim()), ...attributes].filter((part) =>
    /[A-Za-z\u4e00-\u9fff]{2}/.test(part),
  );
}

/** Tags can hold `>` inside of braces: an arrow function. */
function withoutTags(markup: string): string {
  return markup.replace(/<\/?[a-zA-Z](?:[^>{]|\{(?:[^{}]|\{[^{}]*\})*\})*>/g, '\uE000');
}

function withoutBraces(text: string): string {
  let before = '';
  let after = text;
  while (before !== after) {
    before = after;
    after = before.replace(/\{[^{}]*\}/g, '\uE000');
  }
  return after;
}
