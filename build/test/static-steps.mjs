import { check, tool } from './check.mjs';

const tsc = tool('typescript/bin/tsc');
const folders = ['engine', 'electron', 'build', 'test'];

/** Checks that read the source and run nothing of it. @type {readonly import('./check.mjs').Step[]} */
export const staticSteps = [
  {
    name: 'format',
    what: 'prettier',
    run: () => check([tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']),
  },
  {
    name: 'lint',
    what: 'eslint',
    run: (extra) => check([tool('eslint/bin/eslint.js'), '--max-warnings', '0', ...(extra.length ? extra : ['.'])]),
  },
  {
    name: 'types',
    what: `tsc for ${folders.join(', ')}; svelte-check for renderer`,
    run: () =>
      check(...folders.map((folder) => /** @type {const} */ ([tsc, '-p', folder, '--pretty', 'false'])), [
        tool('svelte-check/bin/svelte-check'),
        '--tsconfig',
        './renderer/tsconfig.json',
        '--fail-on-warnings',
        '--output',
        'human',
      ]),
  },
];
