import { defineConfig } from 'vitest/config';
import { inRoot } from './setup/paths.mjs';

/** Tests with a real broker of Kafka, which `npm run test:kafka` starts. */
export default defineConfig({
  root: inRoot(),
  test: {
    include: ['test/kafka/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    fileParallelism: false,
    reporters: ['verbose'],
  },
});
