import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** How long a start may take on a busy machine. */
const PATIENCE_MS = 180_000;
const PACKAGES =
  'lang net io nio lang.reflect text time util util.concurrent util.concurrent.atomic util.concurrent.locks';
const OPENED = [
  ...PACKAGES.split(' ').map((name) => `--add-opens=java.base/java.${name}=ALL-UNNAMED`),
  '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
];

/** For tests, which are many and short: little memory, and code that is made fast soon. */
const THRIFTY = {
  jvm: ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
  heapMb: { jobmanager: 512, taskmanager: 1024, gateway: 768 },
  settings: {
    'taskmanager.numberOfTaskSlots': 4,
    'taskmanager.memory.task.heap.size': '768m',
    'taskmanager.memory.managed.size': '768m',
  },
};

/**
 * Starts a job manager, a task manager and a SQL Gateway on loopback, each of which only this machine can reach.
 * @param {{ flink: string, java: string, jars?: readonly string[], size?: Size, ports?: { rest: number, gateway: number } }} what the folder of the distribution, connectors, and where it is asked (by itself wherever there is room)
 * @returns {Promise<{ gateway: string, cluster: string, pids: Readonly<Record<string, number>>, stop: () => void }>}
 *
 * @typedef {{ jvm: readonly string[], heapMb: { jobmanager: number, taskmanager: number, gateway: number }, settings: Readonly<Record<string, string | number>> }} Size
 */
export async function startCluster({ flink, java, jars = [], size = THRIFTY, ports }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'millrace-flink-'));
  const [rpc, otherRest, otherGateway] = await Promise.all([freePort(), freePort(), freePort()]);
  const { rest, gateway } = ports ?? { rest: otherRest, gateway: otherGateway };
  fs.writeFileSync(path.join(folder, 'config.yaml'), configuration({ rpc, rest, gateway, folder }, size.settings));
  fs.writeFileSync(path.join(folder, 'log4j.properties'), LOGGING);
  /** @type {import('node:child_process').ChildProcess[]} */
  const started = [];
  const stop = () => {
    for (const child of started) child.kill('SIGKILL');
    fs.rmSync(folder, { recursive: true, force: true });
  };
  /** @type {Record<string, number>} */
  const pids = {};
  const start = (/** @type {keyof Size['heapMb']} */ name, /** @type {string[]} */ main) => {
    const child = startProcess({ flink, java, folder, name, jars }, [`-Xmx${size.heapMb[name]}m`, ...size.jvm], main);
    started.push(child);
    pids[name] = child.pid ?? 0;
  };
  process.once('exit', stop);
  const runtime = 'org.apache.flink.runtime';
  start('jobmanager', [`${runtime}.entrypoint.StandaloneSessionClusterEntrypoint`, '--configDir', folder]);
  start('taskmanager', [`${runtime}.taskexecutor.TaskManagerRunner`, '--configDir', folder]);
  start('gateway', ['org.apache.flink.table.gateway.SqlGateway']);
  const urls = { gateway: `http://127.0.0.1:${gateway}`, cluster: `http://127.0.0.1:${rest}` };
  try {
    await until(`${urls.gateway}/v3/info`, () => true);
    await until(`${urls.cluster}/overview`, ({ taskmanagers }) => 0 < Number(taskmanagers));
  } catch (error) {
    const logs = ['jobmanager', 'taskmanager', 'gateway'].map((name) => tail(path.join(folder, `${name}.log`)));
    stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${logs.join('\n')}`, { cause: error });
  }
  return { ...urls, pids, stop };
}

/**
 * @param {{ flink: string, java: string, folder: string, name: string, jars: readonly string[] }} what
 * @param {string[]} options
 * @param {string[]} main
 */
function startProcess({ flink, java, folder, name, jars }, options, main) {
  const log = fs.openSync(path.join(folder, `${name}.log`), 'w');
  const gateway = path.join(flink, 'opt', 'flink-sql-gateway-2.1.0.jar');
  const classes = [path.join(flink, 'lib', '*'), gateway, ...jars].join(path.delimiter);
  const logging = `-Dlog4j.configurationFile=file:${path.join(folder, 'log4j.properties')}`;
  const env = {
    ...process.env,
    FLINK_CONF_DIR: folder,
    FLINK_LIB_DIR: path.join(flink, 'lib'),
    FLINK_OPT_DIR: path.join(flink, 'opt'),
    FLINK_PLUGINS_DIR: path.join(flink, 'plugins'),
  };
  const args = [...options, ...OPENED, logging, '-cp', classes, ...main];
  const child = spawn(java, args, { env, stdio: ['ignore', log, log] });
  fs.closeSync(log);
  return child;
}

/** @param {string} url @param {(answer: Record<string, unknown>) => boolean} isReady */
async function until(url, isReady) {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok && isReady(/** @type {Record<string, unknown>} */ (await response.json()))) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error(`Flink did not answer at ${url} within ${PATIENCE_MS / 1000} s`);
}

/** @param {string} file */
function tail(file) {
  return fs.readFileSync(file, 'utf8').split('\n').slice(-15).join('\n');
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

const LOGGING = `rootLogger.level = WARN
rootLogger.appenderRef.console.ref = Console
appender.console.name = Console
appender.console.type = CONSOLE
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{HH:mm:ss} %-5p %c{1} %m%n
`;

/**
 * @param {{ rpc: number, rest: number, gateway: number, folder: string }} options
 * @param {Readonly<Record<string, string | number>>} more
 */
function configuration({ rpc, rest, gateway, folder }, more) {
  const host = '127.0.0.1';
  return Object.entries({
    'jobmanager.rpc.address': host,
    'jobmanager.rpc.port': rpc,
    'jobmanager.bind-host': host,
    'taskmanager.bind-host': host,
    'taskmanager.host': host,
    'rest.address': host,
    'rest.bind-address': host,
    'rest.port': rest,
    'sql-gateway.endpoint.rest.address': host,
    'sql-gateway.endpoint.rest.bind-address': host,
    'sql-gateway.endpoint.rest.port': gateway,
    'execution.target': 'remote',
    // What its own scripts would compute.
    'taskmanager.cpu.cores': 2,
    'taskmanager.memory.framework.heap.size': '128m',
    'taskmanager.memory.framework.off-heap.size': '128m',
    'taskmanager.memory.task.off-heap.size': '0m',
    'taskmanager.memory.network.min': '256m',
    'taskmanager.memory.network.max': '256m',
    'taskmanager.memory.jvm-metaspace.size': '512m',
    'taskmanager.memory.jvm-overhead.min': '128m',
    'taskmanager.memory.jvm-overhead.max': '128m',
    'io.tmp.dirs': folder,
    ...more,
  })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}
