import { defineConfig } from 'vitest/config';
import { inRoot } from './setup/paths.mjs';

/** Tests beside a real Flink, which `npm run test:flink` starts. */
export default defineConfig({
  root: inRoot(),
  test: {
    include: ['test/flink/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    fileParallelism: false,
    reporters: ['verbose'],
  },
});
