import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.mjs';

/** Reading order matters: a short file with short functions is read once and understood. */
const limits = {
  'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true, IIFEs: true }],
  'max-depth': ['error', 3],
  'max-params': ['error', 4],
  complexity: ['error', 15],
};

/** Ways to turn text into code or markup: documents come from other people. */
const textAsCode = [
  {
    selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)$/]',
    message: 'Set textContent, or let Svelte write the markup: text from outside must never become markup.',
  },
];

/** Electron's untyped message calls; the three wrappers in electron/ipc are the only callers. */
const untypedMessages = {
  imports: {
    name: 'electron',
    importNames: ['ipcMain', 'ipcRenderer'],
    message:
      'Answer requests with serve() and tell the window with notify(), from electron/ipc: they follow contract.ts.',
  },
  sends: [
    {
      selector: "CallExpression[callee.property.name='send'][callee.object.property.name='webContents']",
      message: 'Tell the window with notify() from electron/ipc/notify.ts: it follows contract.ts.',
    },
    {
      selector: "CallExpression[callee.property.name='send'][callee.object.name=/^(webContents|contents)$/]",
      message: 'Tell the window with notify() from electron/ipc/notify.ts: it follows contract.ts.',
    },
  ],
};

export default defineConfig(
  globalIgnores(['out/', 'dist/', 'node_modules/', '.svelte-check/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.recommendedTypeChecked,
  svelte.configs.recommended,
  prettier,
  svelte.configs.prettier,
  {
    languageOptions: {
      globals: { ...globals.node },
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      ...limits,
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-console': 'error',
      'no-restricted-imports': ['error', { paths: [untypedMessages.imports] }],
      'no-restricted-syntax': ['error', ...textAsCode, ...untypedMessages.sends],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.ts', '**/*.svelte'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts', 'renderer/**/*.ts'],
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      // Points, charts and timers are kept out of reactive state on purpose: they change many times a second.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    // The linter sees other components as any; svelte-check knows their types and checks them.
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // The wrappers themselves.
    files: ['electron/ipc/**', 'electron/preload.ts'],
    rules: { 'no-restricted-imports': 'off', 'no-restricted-syntax': ['error', ...textAsCode] },
  },
  {
    // These speak to a terminal.
    files: ['engine/cli/**', 'build/**', 'test/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // A test is a list of cases: long, flat, and free to reach for what it needs.
    files: ['test/**'],
    rules: {
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': 'off',
      'no-restricted-imports': 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}', '*.config.ts'],
    extends: [ts.configs.disableTypeChecked],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.cjs', 'build/electron/default_app/*.js'],
    languageOptions: { sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off', 'svelte/no-inner-declarations': 'off' },
  },
);
