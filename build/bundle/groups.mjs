/**
 * What is bundled together and rebuilt together.
 * @typedef {{ name: string, source: string, folder: string }} Entry `folder/name.cjs` from `source`
 * @typedef {{ inputs: readonly string[], folders: readonly string[], entries: readonly Entry[], page?: { source: string, folder: string } }} Group
 */

const tools = ['build/bundle', 'package.json', 'package-lock.json', 'tsconfig.base.json'];

/** @satisfies {Record<string, Group>} */
export const groups = {
  /** The millrace command. */
  cli: {
    inputs: [...tools, 'engine'],
    folders: ['out/cli'],
    entries: [
      { name: 'millrace', source: 'engine/cli/millrace.ts', folder: 'out/cli' },
      { name: 'worker', source: 'engine/runtime/worker.ts', folder: 'out/cli' },
    ],
  },
  /** The app's main process. */
  main: {
    inputs: [...tools, 'engine', 'electron'],
    folders: ['out/main', 'out/preload'],
    entries: [
      { name: 'main', source: 'electron/main.ts', folder: 'out/main' },
      { name: 'worker', source: 'engine/runtime/worker.ts', folder: 'out/main' },
      { name: 'absent-worker', source: 'engine/sensors/absent-worker.ts', folder: 'out/main' },
      { name: 'history-worker', source: 'engine/history/history-worker.ts', folder: 'out/main' },
      { name: 'player-worker', source: 'engine/player/player-worker.ts', folder: 'out/main' },
      { name: 'preload', source: 'electron/preload.ts', folder: 'out/preload' },
    ],
  },
  /** The app's window. */
  page: {
    inputs: [...tools, 'svelte.config.mjs', 'engine', 'electron/ipc', 'renderer'],
    folders: ['out/renderer'],
    entries: [],
    page: { source: 'renderer/index.html', folder: 'out/renderer' },
  },
};

/** @typedef {keyof typeof groups} GroupName */

/** All groups, in the order in which they are built. */
export const groupNames = /** @type {GroupName[]} */ (Object.keys(groups));
