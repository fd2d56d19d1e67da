import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('../../../renderer/shared/tokens.css', import.meta.url), 'utf8');

/** The tokens of each theme: those of the second block override those of the first, as in the browser. */
const [light, darkOnly] = css
  .split('@media')
  .slice(0, 2)
  .map(
    (block) => new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!])),
  );
const themes = { light: light!, dark: new Map([...light!, ...darkOnly!]) };

const TEXTS = ['text', 'muted', 'accent', 'good', 'warning', 'critical'];
const GROUNDS = ['background', 'panel', 'raised'];
const PAIRS = [
  ...TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground])),
  ['text', 'button'],
  ['text', 'button-hover'],
  ['muted', 'button'],
  ['alarm-text', 'alarm'],
  ['muted', 'gap'],
];
const LINES = [1, 2, 3, 4, 5, 6].map((index) => [`series-${index}`, 'panel']);

for (const [name, tokens] of Object.entries(themes)) {
  test(`text of the ${name} theme has a contrast of 4.5 to 1`, () => {
    expect(PAIRS.filter(([text, ground]) => contrast(tokens.get(text!)!, tokens.get(ground!)!) < 4.5)).toEqual([]);
  });

  test(`lines of the ${name} theme have a contrast of 3 to 1`, () => {
    expect(LINES.filter(([line, ground]) => contrast(tokens.get(line!)!, tokens.get(ground!)!) < 3)).toEqual([]);
  });
}

/** WCAG 2.2, contrast ratio. */
function contrast(left: string, right: string): number {
  const [dark, bright] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (bright! + 0.05) / (dark! + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
