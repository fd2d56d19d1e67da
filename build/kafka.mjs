// npm run test:kafka [-- NAME]: runs documents with topics of a real broker of Kafka.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildGroup } from './bundle/build-group.mjs';
import { isFresh } from './bundle/fresh.mjs';
import { findJava } from './flink/distribution.mjs';
import { startBroker } from './kafka/broker.mjs';
import { ensureKafka } from './kafka/distribution.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { inCache, inRoot, root } from './setup/paths.mjs';
import { runScript, say, step } from './setup/say.mjs';
import { tool } from './test/check.mjs';
import { nodeRuntimes } from './test/node-runtimes.mjs';

await runScript(async () => {
  const [name] = process.argv.slice(2);
  await ensurePackages();
  const java = await findJava('Kafka', [17, 21, 25]);
  if ('reason' in java) return skip(java.reason);
  const kafka = await ensureKafka();
  if ('reason' in kafka) return skip(kafka.reason);
  if (!isFresh('cli')) await buildGroup('cli');
  const { runtimes, note } = await nodeRuntimes(inCache());
  say(note);
  const broker = await step('starting Kafka', () => startBroker(kafka.folder, java.java));
  try {
    const config = ['--config', inRoot('build', 'vitest.kafka.config.ts')];
    const args = ['run', ...config, ...(name === undefined ? [] : ['-t', name])];
    const at = { KAFKA_PLAIN: broker.plain, KAFKA_SASL: broker.sasl, KAFKA_TLS: broker.tls, KAFKA_CA: broker.ca };
    const others = runtimes.slice(1).map(({ exe }) => exe);
    const env = { ...process.env, ...at, OTHER_NODES: others.join(path.delimiter) };
    const run = spawnSync(process.execPath, [tool('vitest/vitest.mjs'), ...args], { cwd: root, env, stdio: 'inherit' });
    return run.status ?? 1;
  } finally {
    broker.stop();
  }
});

/** @param {string} reason */
function skip(reason) {
  say(`Skipped, nothing was tried: ${reason}.`);
  return 0;
}
