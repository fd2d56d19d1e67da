// npm run flink: a small Flink with its SQL Gateway on this machine alone, to deploy pipelines to, until it is stopped with Ctrl-C.
import fs from 'node:fs';
import net from 'node:net';
import { startCluster } from './flink/cluster.mjs';
import { ensureConnector } from './flink/connector.mjs';
import { ensureFlink, findJava } from './flink/distribution.mjs';
import { inCache } from './setup/paths.mjs';
import { runScript, say, SetupFault, step } from './setup/say.mjs';

/** Where Flink's own scripts would have them, and where Deploy to Flink looks. */
const PORTS = { rest: 8081, gateway: 8083 };

const SIZE = {
  jvm: ['-XX:+UseSerialGC'],
  heapMb: { jobmanager: 768, taskmanager: 1280, gateway: 768 },
  settings: {
    'taskmanager.numberOfTaskSlots': 8,
    'taskmanager.memory.task.heap.size': '1024m',
    'taskmanager.memory.managed.size': '512m',
  },
};

await runScript(async () => {
  for (const port of Object.values(PORTS)) await claim(port);
  const java = await findJava();
  if ('reason' in java) throw new SetupFault(`${java.reason}.`);
  const flink = await ensureFlink();
  if ('reason' in flink) throw new SetupFault(`Flink cannot be fetched: ${flink.reason}.`);
  const connector = await ensureConnector();
  if ('reason' in connector) say(`Without topics of Kafka: ${connector.reason}.`);
  const savepoints = inCache('savepoints');
  fs.mkdirSync(savepoints, { recursive: true });
  const settings = { ...SIZE.settings, 'execution.checkpointing.savepoint-dir': `file://${savepoints}` };
  const cluster = await step('starting Flink', () =>
    startCluster({
      flink: flink.folder,
      java: java.java,
      jars: 'jar' in connector ? [connector.jar] : [],
      size: { ...SIZE, settings },
      ports: PORTS,
    }),
  );
  say(
    `Flink runs: ${cluster.cluster}, its SQL Gateway: ${cluster.gateway}. Savepoints go to ${savepoints}. Ctrl-C ends it.`,
  );
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
  });
  cluster.stop();
  return 0;
});

/** Tells of what is there already before anything is fetched. @param {number} port @returns {Promise<void>} */
function claim(port) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', () =>
      reject(new SetupFault(`Port ${port} is taken: another Flink runs there, or end what does.`)),
    );
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}
