import type { Random } from '../random/random.ts';

/** Text that is worth nothing in a document and a lot to whoever wants to break its reader. */
const HOSTILE = [
  '&a ',
  '*a',
  '*b ',
  '<<: *a\n',
  '!!js/function "x"',
  '!!binary AAAA',
  '!!set {a}',
  '%YAML 1.1\n---\n',
  '\n---\n',
  '\n...\n',
  '? ',
  ': ',
  ' #',
  '|\n',
  '>-\n  ',
  '\t',
  '\r',
  '\r\n',
  '\0',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\ud800',
  '\udc00',
  '\u202e',
  '😀',
  '"',
  "'",
  '`',
  '{',
  '}',
  '[',
  ']',
  ',',
  '-',
  '- ',
  '~',
  'null',
  'true',
  'yes',
  '0x1F',
  '0o17',
  '1_000',
  '.inf',
  '.nan',
  '-0',
  '1e999',
  '99999999999999999999999999',
  '-1',
  '0',
  '1e-400',
  '99999999999d',
  '10s',
  '0.1ms',
  '-5s',
  '64KiB',
  '1e3GiB',
  '__proto__',
  'constructor: 1\n',
  'toString',
  '${HOME}',
  '${',
  '${}',
  '$${A}',
  '${NOPE}${NOPE}',
  'version: 1\n',
  '\u{10ffff}',
  'late',
  '.late',
  'a'.repeat(300),
];

/** Texts that nest, refer or grow without end. */
const BOMBS: readonly ((random: Random) => string)[] = [
  (random) => '['.repeat(random.pick([10, 100, 5000])),
  (random) => '{a: '.repeat(random.pick([10, 100, 5000])),
  (random) => '- '.repeat(random.pick([10, 100, 5000])),
  (random) => '('.repeat(random.pick([10, 100, 5000])),
  (random) => 'NOT '.repeat(random.pick([10, 100, 5000])),
  (random) => '- '.repeat(random.pick([10, 100, 5000])),
  (random) => Array.from({ length: random.pick([5, 60]) }, (_, i) => `${' '.repeat(i)}k${i}:\n`).join(''),
  (random) =>
    Array.from({ length: random.pick([3, 20]) }, (_, i) => `a${i}: &a${i} [*a${i - 1}, *a${i - 1}]\n`).join(''),
  (random) => 'x'.repeat(random.pick([1000, 100_000])),
  (random) => '9'.repeat(random.pick([20, 400, 10_000])),
];

/** `text`, changed in one to a few places. `pieces` are bits of other texts of its kind. */
export function mutated(random: Random, text: string, pieces: readonly string[]): string {
  let changed = text;
  for (let i = random.pick([1, 1, 1, 2, 3, 8]); 0 < i; i--) changed = mutatedOnce(random, changed, pieces);
  return changed;
}

function mutatedOnce(random: Random, text: string, pieces: readonly string[]): string {
  const at = random.integer(0, text.length);
  const end = Math.min(text.length, at + random.pick([1, 1, 2, 5, 20, 100]));
  const [before, cut, after] = [text.slice(0, at), text.slice(at, end), text.slice(end)];
  switch (random.integer(0, 10)) {
    case 0:
      return before + after;
    case 1:
      return before;
    case 2:
      return before + flipped(random, cut) + after;
    case 3:
    case 4:
      return before + random.pick(HOSTILE) + (random.chance(0.5) ? after : cut + after);
    case 5:
      return before + cut.repeat(random.pick([2, 3, 50])) + after;
    case 6:
      return withLines(random, text);
    case 7:
      return replacedWord(random, text, random.pick(pieces));
    case 8:
      return replacedWord(random, text, random.pick(HOSTILE));
    case 9:
      return before + random.pick(pieces) + after;
    default:
      return random.chance(0.3) ? before + random.pick(BOMBS)(random) + after : text + random.pick(HOSTILE);
  }
}

function flipped(random: Random, text: string): string {
  return [...text].map((each) => String.fromCharCode(each.charCodeAt(0) ^ (1 << random.integer(0, 7)))).join('');
}

/** One line twice, or two lines in each other's place, or one gone, or one moved in or out. */
function withLines(random: Random, text: string): string {
  const lines = text.split('\n');
  const [i, j] = [random.integer(0, lines.length - 1), random.integer(0, lines.length - 1)];
  const line = lines[i]!;
  switch (random.integer(0, 3)) {
    case 0:
      lines.splice(j, 0, line);
      break;
    case 1:
      [lines[i], lines[j]] = [lines[j]!, line];
      break;
    case 2:
      lines.splice(i, 1);
      break;
    default:
      lines[i] = random.chance(0.5) ? `  ${line}` : line.replace(/^ {1,2}/, '');
  }
  return lines.join('\n');
}

function replacedWord(random: Random, text: string, by: string): string {
  const words = [...text.matchAll(/[\w.-]+/g)];
  if (words.length === 0) return by;
  const { index, 0: word } = random.pick(words);
  return text.slice(0, index) + by + text.slice(index + word.length);
}
