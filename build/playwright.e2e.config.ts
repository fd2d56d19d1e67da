import { defineConfig } from '@playwright/test';

/** The whole app; build/test.mjs gives the screen and, in ELECTRON_OVERRIDE_DIST_PATH, the Electron. */
export default defineConfig({
  testDir: '../test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: '../out/test/e2e',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  reporter: [['list'], ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? '../out/test/e2e.json' }]],
});
