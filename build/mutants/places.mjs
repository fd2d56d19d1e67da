import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from '../setup/paths.mjs';

/** The half of the code that lasting bytes hang on, the most important first: folders and files. */
const SOURCES = [
  'engine/checkpoints',
  ...['durable', 'folder-claim', 'append', 'block-sums'].map((name) => `engine/files/${name}.ts`),
  'engine/sinks/file.ts',
  'engine/sinks/file',
  'engine/recordings',
  ...['spool', 'spool-blocks', 'rejects'].map((name) => `engine/files/${name}.ts`),
  'engine/files/age',
  ...['commits', 'job-checkpoints', 'job-run', 'attempt', 'barrier-cuts', 'restore-chain'].map(inRuntime),
  ...['recording-tap', 'taps', 'committed-rejects', 'rejections', 'recording-in-progress', 'job'].map(inRuntime),
  ...['subtask', 'worker', 'parallel/keyed-subtasks', 'parallel/keyed-subtask', 'parallel/gatherer'].map(inRuntime),
  'engine/sinks/http.ts',
  'engine/sinks/http',
  'engine/sinks/kafka.ts',
  'engine/sinks/kafka',
  'electron/replace-file.ts',
  'electron/desk',
  'electron/settings/settings-file.ts',
  'electron/dashboards',
  'electron/screen/hour-files.ts',
  'electron/screen/kept-history.ts',
  'engine/history',
  'engine/player/exporter.ts',
  'engine/player/export-recording.ts',
  'engine/files/parquet-encoder.ts',
  'engine/cli/recordings-export.ts',
  'engine/cli/recordings-repair.ts',
];

/** Tests that can tell whether it still holds, the nearest and fastest first. What strikes at random moments is `npm run faults`. */
const TESTS = [
  'test/engine/checkpoints',
  'test/engine/files',
  'test/engine/sinks',
  'test/engine/recordings',
  'test/engine/player',
  'test/engine/history',
  'test/engine/runtime',
  'test/engine/cli',
  'test/docs/recordings.test.ts',
  'test/electron/desk',
  'test/electron/dashboards',
  'test/electron/settings',
  'test/electron/screen',
  'test/electron/replace-file.test.ts',
  ...['synced', 'spool-synced', 'file-sink-disk', 'export-disk', 'lost-writes', 'disk-full'].map(inFaults),
  'test/contract',
];

/** Of their own, with thousands of rounds. */
const LEFT_OUT = /^test\/contract\/(fuzz|random|found)\//;

export const sourceFiles = () => SOURCES.flatMap((place) => filesIn(place, '.ts'));
export const testFiles = () =>
  TESTS.flatMap((place) => filesIn(place, '.test.ts')).filter((file) => !LEFT_OUT.test(file));

/** @param {string} name */
function inRuntime(name) {
  return `engine/runtime/${name}.ts`;
}

/** @param {string} name */
function inFaults(name) {
  return `test/faults/${name}.test.ts`;
}

/** @param {string} place @param {string} ending @returns {string[]} with slashes, from the root */
function filesIn(place, ending) {
  if (fs.statSync(inRoot(place)).isFile()) return [place];
  const names = /** @type {string[]} */ (fs.readdirSync(inRoot(place), { recursive: true }));
  return names
    .map((name) => path.posix.join(place, name.replaceAll('\\', '/')))
    .filter((file) => file.endsWith(ending) && !file.endsWith('.d.ts'))
    .sort();
}
