import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt } from '../bundle/fresh.mjs';
import { inCache, inRoot } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';
import { nodeRuntimes } from './node-runtimes.mjs';

const folder = inRoot('test', 'contract', 'smoke');
const CASE_MS_MAX = 60_000;

/**
 * Runs the built command over every document of test/contract/smoke, on the oldest and the newest Node that run us,
 * and compares what it prints with the rows beside the document.
 * @returns {Promise<import('./check.mjs').Outcome>}
 */
export async function contract() {
  ensureBuilt(['cli']);
  const documents = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
  const { runtimes, note } = await nodeRuntimes(inCache());
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  for (const runtime of runtimes)
    for (const document of documents) {
      const difference = await compare(runtime.exe, document);
      counts[difference === '' ? 'passed' : 'failed']++;
      if (difference !== '') failures.push(`${document} on Node ${runtime.version}: ${difference}`);
    }
  if (documents.length === 0) failures.push(`There is no document in ${path.relative(inRoot(), folder)}.`);
  return { isGood: failures.length === 0, counts, output: failures.join('\n'), note };
}

/** @param {string} node @param {string} document @returns {Promise<string>} how the output differs; empty when it does not */
async function compare(node, document) {
  const expected = fs.readFileSync(path.join(folder, document.replace(/\.yaml$/, '.ndjson')), 'utf8');
  // In a copy: what a pipeline writes must not end up in the source.
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'millrace-contract-'));
  try {
    fs.cpSync(folder, work, { recursive: true });
    const command = [inRoot('out', 'cli', 'millrace.cjs'), 'run', document];
    const ended = await run(node, command, { cwd: work, timeoutMs: CASE_MS_MAX });
    if (ended.code !== 0) return `ended with code ${ended.code}\n${ended.output}`;
    return firstDifference(ended.stdout, expected);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Where two texts first differ, by line; empty when they do not.
 * @param {string} found
 * @param {string} expected
 */
export function firstDifference(found, expected) {
  if (found === expected) return '';
  const have = found.split('\n');
  const want = expected.split('\n');
  const at = have.findIndex((line, index) => line !== want[index]);
  const line = at === -1 ? have.length : at;
  return `line ${line + 1}\n  expected ${want[line] ?? '(nothing)'}\n  found    ${have[line] ?? '(nothing)'}`;
}
