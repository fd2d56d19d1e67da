import os from 'node:os';
import { defineConfig } from '@playwright/test';

/** The built page in the system's Chromium; build/test.mjs says where that is. */
export default defineConfig({
  testDir: '../test/page',
  testMatch: '**/*.spec.ts',
  outputDir: '../out/test/page',
  // A page keeps little more than one core busy. Each worker has a browser and a server of its own.
  workers: Math.min(2, os.availableParallelism()),
  retries: 0,
  forbidOnly: true,
  timeout: 30_000,
  reporter: [['list'], ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? '../out/test/page.json' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['MILLRACE_CHROMIUM'] ?? '/usr/bin/chromium',
      // Chromium refuses to run its sandbox as root.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
