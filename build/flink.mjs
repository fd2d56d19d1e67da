// npm run test:flink [-- NAME]: runs documents here and on a real Flink, and compares their rows.
import { spawnSync } from 'node:child_process';
import { buildGroup } from './bundle/build-group.mjs';
import { isFresh } from './bundle/fresh.mjs';
import { startCluster } from './flink/cluster.mjs';
import { ensureFlink, findJava } from './flink/distribution.mjs';
import { ensureConnector } from './flink/connector.mjs';
import { startBroker } from './kafka/broker.mjs';
import { ensureKafka } from './kafka/distribution.mjs';
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
  if (!isFresh('cli')) await buildGroup('cli');
  const topics = await topicParts();
  if ('reason' in topics) say(`Skipped, no topics of Kafka are compared: ${topics.reason}.`);
  const hasTopics = 'jar' in topics;
  const broker = hasTopics ? await step('starting Kafka', () => startBroker(topics.kafka, java.java)) : null;
  const jars = hasTopics ? [topics.jar] : [];
  const cluster = await step('starting Flink', () => startCluster({ flink: flink.folder, java: java.java, jars }));
  try {
    const config = ['--config', inRoot('build', 'vitest.flink.config.ts')];
    const only = name === undefined ? [] : ['-t', name];
    const without = hasTopics ? [] : ['--exclude', 'test/flink/topics.test.ts'];
    const args = [tool('vitest/vitest.mjs'), 'run', ...config, ...only, ...without];
    const at = { FLINK_GATEWAY: cluster.gateway, FLINK_CLUSTER: cluster.cluster, ...kafkaAt(broker) };
    return (
      spawnSync(process.execPath, args, { cwd: root, env: { ...process.env, ...at }, stdio: 'inherit' }).status ?? 1
    );
  } finally {
    cluster.stop();
    broker?.stop();
  }
});

/** @param {{ plain: string, tls: string, ca: string } | null} broker */
function kafkaAt(broker) {
  return broker === null ? {} : { KAFKA_PLAIN: broker.plain, KAFKA_TLS: broker.tls, KAFKA_CA: broker.ca };
}

/**
 * What topics need: a broker, and Flink's connector.
 * @returns {Promise<{ kafka: string, jar: string } | { reason: string }>}
 */
async function topicParts() {
  const connector = await ensureConnector();
  if ('reason' in connector) return connector;
  const kafka = await ensureKafka();
  return 'reason' in kafka ? kafka : { kafka: kafka.folder, jar: connector.jar };
}

/** @param {string} reason */
function skip(reason) {
  say(`Skipped, nothing was compared: ${reason}.`);
  return 0;
}
