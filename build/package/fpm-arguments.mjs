/**
 * @typedef {Record<string, string | undefined>} Once options given once
 * @typedef {Record<'-d' | '--deb-recommends' | '--deb-suggests' | '--config-files', string[]>} Often options given any number of times
 */

const flags = new Set(['--force', '--debug', '--verbose']);

/**
 * Reads fpm's arguments as electron-builder writes them; what is no option is `source=destination`.
 * @param {readonly string[]} words
 */
export function readArguments(words) {
  /** @type {Once} */
  const one = {};
  /** @type {Often} */
  const many = { '-d': [], '--deb-recommends': [], '--deb-suggests': [], '--config-files': [] };
  /** @type {string[]} */
  const maps = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (flags.has(word)) continue;
    if (!word.startsWith('-')) maps.push(word);
    else if (word in many) many[/** @type {keyof Often} */ (word)].push(words[++i] ?? '');
    else one[word] = words[++i];
  }
  return { one, many, maps };
}

/**
 * The control file of a .deb, in the order of Debian's policy.
 * @param {Once} one
 * @param {Often} many
 * @param {number} sizeKiB
 */
export function controlOf(one, many, sizeKiB) {
  /** @type {readonly (readonly [string, string | undefined])[]} */
  const fields = [
    ['Package', one['--name']],
    ['Version', one['--version']],
    ['Section', one['--category']],
    ['Priority', one['--deb-priority'] ?? 'optional'],
    ['Architecture', one['--architecture']],
    ['Depends', many['-d'].join(', ')],
    ['Recommends', many['--deb-recommends'].join(', ')],
    ['Suggests', many['--deb-suggests'].join(', ')],
    ['Installed-Size', String(sizeKiB)],
    ['Maintainer', one['--maintainer']],
    ['Homepage', one['--url']],
    ['Description', description(one['--description'] ?? '')],
  ];
  return fields
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

/** The first line is the short one; the others are set in, and an empty one is a dot. @param {string} text */
function description(text) {
  const [short = '', ...long] = text.trim().split('\n');
  return [short.trim(), ...long.map((line) => ` ${line.trim() || '.'}`)].join('\n');
}
