import { builtinModules } from 'node:module';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { inRoot, root } from '../setup/paths.mjs';
import { oneByte } from './one-byte.mjs';

// Node 18 and Chromium 114 are the oldest that run us; syntax is lowered to them, their APIs are the limit of the source.
const NODE_TARGET = 'node18';
const PAGE_TARGET = 'chrome114';

/**
 * A CommonJS file with everything in it but Node, Electron and what it loads only when it needs it (`import()`), which is in files of its own beside it, whose names
 * begin like its. A worker is found beside it too. A sandboxed preload script may not load a second file, and loads none.
 * @param {import('./groups.mjs').Entry} entry
 * @param {string} folder where it goes, inside the project
 * @param {readonly import('vite').Plugin[]} [plugins]
 * @returns {import('vite').InlineConfig}
 */
export function nodeBundle({ name, source }, folder, plugins = []) {
  return {
    root,
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [...plugins, oneByte()],
    ssr: { noExternal: true, external: [] },
    build: {
      ssr: true,
      target: NODE_TARGET,
      outDir: inRoot(folder),
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { [name]: inRoot(source) },
        // How long plugins took is for who writes them.
        checks: { bundlerTimings: false },
        external: ['electron', ...builtinModules, ...builtinModules.map((module) => `node:${module}`)],
        // Every thread keeps the text of its bundle in memory; comments are in the source, and licences in a file of their own.
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: `${name}-[name].cjs`, comments: false },
      },
    },
  };
}

/**
 * The page: what the window shows.
 * @param {string} folder where it goes, inside the project
 * @param {readonly import('vite').Plugin[]} [plugins]
 * @returns {import('vite').InlineConfig}
 */
export function pageBundle(folder, plugins = []) {
  return {
    root: inRoot('renderer'),
    // The page is served by the app under an address of its own, so nothing in it may start at the root.
    base: './',
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    plugins: [svelte({ configFile: inRoot('svelte.config.mjs') }), ...plugins],
    worker: { format: 'es' },
    build: {
      target: PAGE_TARGET,
      outDir: inRoot(folder),
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      sourcemap: false,
      reportCompressedSize: false,
      rolldownOptions: { checks: { bundlerTimings: false } },
    },
    server: { host: '127.0.0.1', port: 5199, strictPort: true },
  };
}
