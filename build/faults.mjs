// npm run faults [-- KILLS [CUTS [SEED]]]: kills and power cuts at random moments and in calls that make something last. It prints
// the seed first and how many there were of each at the end, and fails where anything was lost or there were fewer than asked for.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/paths.mjs';
import { runScript, say } from './setup/say.mjs';
import { ensurePowerCuts } from './setup/system.mjs';
import { spawnSync } from 'node:child_process';
import { tool } from './test/check.mjs';

/** A night's worth; a test run has a few of each. */
const [KILLS, CUTS] = ['1000', '300'];

await runScript(async () => {
  const [kills = KILLS, cuts = CUTS, seed = String(Date.now() % 1e9)] = process.argv.slice(2);
  await ensurePackages();
  await ensurePowerCuts();
  say(`${kills} kills and ${cuts} power cuts, seed ${seed}`);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'millrace-faults-'));
  const strikes = path.join(folder, 'strikes');
  fs.writeFileSync(strikes, '');
  // They wait more than they compute.
  const workers = String(2 * os.availableParallelism());
  const args = [tool('vitest/vitest.mjs'), 'run', 'test/faults', '--reporter=verbose', '--maxWorkers', workers];
  // Beside other work, for hours: what a test usually takes says little.
  args.push('--testTimeout=60000', '--hookTimeout=60000');
  const env = { ...process.env, KILLS: kills, CUTS: cuts, SEED: seed, STRIKES: strikes };
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  const counts = countsIn(fs.readFileSync(strikes, 'utf8'));
  fs.rmSync(folder, { recursive: true });
  const told = `${counts.kills} kills and ${counts.cuts} power cuts survived, seed ${seed}`;
  if (status !== 0) return fail(`${told}: something was lost, see above`);
  if (counts.kills < Number(kills) || counts.cuts < Number(cuts)) return fail(`${told}: fewer than asked for`);
  say(`${told}: no committed row lost, none doubled, no recording unreadable`);
  return 0;
});

/** @param {string} lines each a kind of strike and how often it was survived */
function countsIn(lines) {
  const counts = { kills: 0, cuts: 0 };
  for (const line of lines.split('\n').filter(Boolean)) {
    /** @type {{ strike: 'kills' | 'cuts', count: number }} */
    const { strike, count } = JSON.parse(line);
    counts[strike] += count;
  }
  return counts;
}

/** @param {string} message */
function fail(message) {
  say(message);
  return 1;
}
