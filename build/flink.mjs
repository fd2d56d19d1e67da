// npm run test:flink [-- NAME]: runs documents here and on a real Flink, and compares their rows.
import { spawnSync } from 'node:child_process';
import { startCluster } from './flink/cluster.mjs';
import { ensureFlink, findJava } from './flink/distribution.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { inRoot, root } from './setup/paths.mjs';
import { runScript, say, step } from './setup/say.mjs';
import { tool } from './test/check.mjs';

await runScript(async () => {
  const [name] = process.argv.slice(2);
  await ensurePackages();
  const java = await findJava();
  if ('reason' in java) return skip(java.reason);
  const flink = await ensureFlink();
  if ('reason' in flink) return skip(flink.reason);
  const cluster = await step('starting Flink', () => startCluster(flink.folder, java.java));
  try {
    const args = [
      'run',
      '--config',
      inRoot('build', 'vitest.flink.config.ts'),
      ...(name === undefined ? [] : ['-t', name]),
    ];
    const env = { ...process.env, FLINK_GATEWAY: cluster.gateway, FLINK_CLUSTER: cluster.cluster };
    return (
      spawnSync(process.execPath, [tool('vitest/vitest.mjs'), ...args], { cwd: root, env, stdio: 'inherit' }).status ??
      1
    );
  } finally {
    cluster.stop();
  }
});

/** @param {string} reason */
function skip(reason) {
  say(`Skipped, nothing was compared: ${reason}.`);
  return 0;
}
