import { defineConfig } from '@playwright/test';

/** What people install; build/test.mjs makes the packages and gives the screen. */
export default defineConfig({
  testDir: '../test/package',
  testMatch: '**/*.spec.ts',
  outputDir: '../out/test/package',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 180_000,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? '../out/test/package.json' }],
  ],
});
