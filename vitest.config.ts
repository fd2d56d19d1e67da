import os from 'node:os';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { configDefaults, defineConfig } from 'vitest/config';

/** Its files share a process one after the other, which loads the modules once: the engine keeps nothing between two uses. */
const SHARING = ['test/engine/**', 'test/contract/*.test.ts', 'test/contract/!(fuzz)/**'];

/** What other runners run. */
const ELSEWHERE = ['test/e2e/**', 'test/page/**', 'test/package/**', 'test/bench/**', 'test/flink/**', 'test/kafka/**'];

const TESTS = { include: ['test/**/*.test.ts'], globalSetup: ['test/support/build-command.ts'] };

export default defineConfig({
  test: {
    // Not one less: tests that wait for processes and disks leave a core unused.
    maxWorkers: os.availableParallelism(),
    projects: [
      {
        test: {
          ...TESTS,
          name: 'sharing',
          include: SHARING.map((each) => (each.endsWith('**') ? `${each}/*.test.ts` : each)),
          isolate: false,
        },
      },
      {
        plugins: [svelte()],
        // Svelte's server half cannot mount a component.
        resolve: { conditions: ['browser'] },
        test: { ...TESTS, name: 'apart', exclude: [...configDefaults.exclude, ...SHARING, ...ELSEWHERE] },
      },
    ],
  },
});
