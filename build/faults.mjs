// npm run faults [-- ROUNDS [SEED]]: kills and power cuts at random moments, as many as asked; prints the counts and the seed.
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/paths.mjs';
import { runScript, say } from './setup/say.mjs';
import { ensurePowerCuts } from './setup/system.mjs';
import { spawnSync } from 'node:child_process';
import { tool } from './test/check.mjs';

/** A night's worth; a test run has a few of each. */
const ROUNDS = 300;

await runScript(async () => {
  const [rounds = String(ROUNDS), seed = String(Date.now() % 1e9)] = process.argv.slice(2);
  await ensurePackages();
  await ensurePowerCuts();
  say(`${rounds} rounds of each fault, seed ${seed}`);
  const args = [tool('vitest/vitest.mjs'), 'run', 'test/faults', '--reporter=verbose'];
  const env = { ...process.env, ROUNDS: rounds, SEED: seed };
  return spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status ?? 1;
});
