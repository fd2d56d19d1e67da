import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { equal, ok } from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'vitest';
import { createLog, LOG_BYTES_MAX } from '../../electron/log.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a line has its time, its level and its message; further lines are set in', () => {
  const file = path.join(folder, 'logs', 'millrace.log');
  createLog(file, () => Date.UTC(2026, 10, 22, 20, 4, 8))('error', 'first\nsecond');
  equal(readFileSync(file, 'utf8'), '2026-11-22T20:04:08.000Z error first\n  second\n');
});

test('the log never grows past its limit, nor does the one before it', () => {
  const file = path.join(folder, 'millrace.log');
  const log = createLog(file, () => 0);
  const line = 'x'.repeat(200_000);
  for (let i = 0; i < 20; i++) log('info', line);
  for (const each of [file, `${file}.1`]) ok(statSync(each).size <= LOG_BYTES_MAX, each);
});

test('a log that cannot be written stops nothing', () => {
  const file = path.join(folder, 'a-file');
  writeFileSync(file, '');
  createLog(path.join(file, 'millrace.log'), () => 0)('info', 'nobody hears this');
});
