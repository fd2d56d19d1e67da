import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** On a machine with much else to do, and a folder of many files. */
const REMOVAL_MS_MAX = 120_000;

/** An empty folder that is there until the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }), REMOVAL_MS_MAX);
  return folder;
}
