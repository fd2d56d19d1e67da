import fs from 'node:fs';
import { ensureBuilt } from '../bundle/fresh.mjs';
import { onDisplay, openVirtualDisplay } from '../electron/display.mjs';
import { isNoise } from '../electron/noise.mjs';
import { describeRuntime, electronRuntime } from '../electron/runtime.mjs';
import { ensureDuckdb } from '../setup/duckdb.mjs';
import { inRoot } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';
import { ensureAge, ensureChromium, ensureDesktop, ensurePowerCuts, ensureVirtualDisplay } from '../setup/system.mjs';
import { tool } from './check.mjs';
import { countsOfPlaywright, countsOfVitest, none } from './counts.mjs';

/** @typedef {import('./check.mjs').Outcome} Outcome */

/** Vitest over test/**.test.ts. @param {readonly string[]} extra @returns {Promise<Outcome>} */
export async function unit(extra) {
  await ensurePowerCuts();
  await ensureAge();
  const { folder, note } = await ensureDuckdb();
  const report = reportFile('unit');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const ended = await run(process.execPath, [tool('vitest/vitest.mjs'), 'run', ...reporters, ...extra], {
    env: { ...plainEnv(), ...(folder !== null && { MILLRACE_DUCKDB: folder }) },
  });
  return { ...outcome(ended, report, countsOfVitest), note };
}

/** The built page in a browser, with a bridge of the test's own. @param {readonly string[]} extra @returns {Promise<Outcome>} */
export async function page(extra) {
  ensureBuilt(['page']);
  const chromium = await ensureChromium();
  return playwright('page', { ...plainEnv(), MILLRACE_CHROMIUM: chromium }, extra);
}

/** The whole app on a virtual screen. @param {readonly string[]} extra @returns {Promise<Outcome>} */
export async function e2e(extra) {
  await ensureVirtualDisplay();
  await ensureDesktop();
  const runtime = await electronRuntime();
  ensureBuilt(['main', 'page', 'cli']);
  const found = await onVirtualDisplay(
    'e2e',
    { MILLRACE_ELECTRON_DIST: runtime.dist, ELECTRON_OVERRIDE_DIST_PATH: runtime.dist },
    extra,
  );
  return { ...found, note: describeRuntime(runtime) };
}

/**
 * Playwright with its windows on a screen of its own.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} extra
 */
export async function onVirtualDisplay(name, env, extra) {
  // Other systems have no virtual screens: windows open on the one in use.
  if (process.platform !== 'linux') return playwright(name, { ...plainEnv(), ...env }, extra);
  const display = await openVirtualDisplay();
  try {
    return await playwright(name, { ...onDisplay(display.name), ...plainEnv(), DISPLAY: display.name, ...env }, extra);
  } finally {
    display.stop();
  }
}

/** @param {string} name @param {NodeJS.ProcessEnv} env @param {readonly string[]} extra */
async function playwright(name, env, extra) {
  const report = reportFile(name);
  const args = [
    tool('@playwright/test/cli.js'),
    'test',
    '--config',
    inRoot('build', `playwright.${name}.config.ts`),
    ...extra,
  ];
  const ended = await run(process.execPath, args, { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report } });
  return outcome({ ...ended, output: withoutNoise(ended.output) }, report, countsOfPlaywright);
}

/**
 * @template Report
 * @param {import('../setup/run.mjs').Ended} ended
 * @param {string} report
 * @param {(report: Report) => import('./counts.mjs').Counts} count
 * @returns {Outcome}
 */
function outcome(ended, report, count) {
  const counts = fs.existsSync(report) ? count(JSON.parse(fs.readFileSync(report, 'utf8'))) : none;
  const ran = counts.passed + counts.failed + counts.skipped;
  const isGood = ended.code === 0 && counts.failed === 0 && 0 < ran;
  return { isGood, counts, output: ran === 0 ? `${ended.output}\nNo test was run.\n` : ended.output };
}

/** @param {string} name */
function reportFile(name) {
  fs.mkdirSync(inRoot('out', 'test'), { recursive: true });
  const file = inRoot('out', 'test', `${name}.json`);
  fs.rmSync(file, { force: true });
  return file;
}

/** Without colours: they make logs unreadable. */
function plainEnv() {
  const { FORCE_COLOR: _colour, ...env } = process.env;
  return { ...env, NO_COLOR: '1' };
}

/** The report of a failed launch without Chromium's talk about the machine. @param {string} output */
function withoutNoise(output) {
  const lines = output.split('\n');
  return lines.filter((line) => !isNoise(line.replace(/^\s*(- )?\[pid=\d+\]\[err\] /, ''))).join('\n');
}
