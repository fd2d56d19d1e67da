import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  // Svelte's server half cannot mount a component.
  resolve: { conditions: ['browser'] },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/page/**', 'test/package/**', 'test/bench/**', 'test/flink/**'],
    environment: 'node',
    globalSetup: ['test/support/build-command.ts'],
  },
});
