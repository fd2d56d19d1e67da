import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** How long a start may take on a busy machine. */
const PATIENCE_MS = 120_000;
const HOST = '127.0.0.1';
const STORE_PASSWORD = 'of the tests';

/**
 * Starts one broker, its own controller, on loopback, with a folder of its own that goes when it stops. It speaks plainly at `plain`,
 * at `sasl` to those who say who they are (user `millrace`, password `water`), and at `tls` encrypted, by a certificate that signs itself, `ca`.
 * @param {string} kafka the folder of the jars
 * @param {string} java
 * @returns {Promise<{ plain: string, sasl: string, tls: string, ca: string, folder: string, stop: () => void }>}
 */
export async function startBroker(kafka, java) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'millrace-kafka-'));
  const [plain, sasl, tls, controller] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const ca = certify(folder, java);
  const settings = path.join(folder, 'server.properties');
  fs.writeFileSync(settings, configuration({ plain, sasl, tls, controller, folder }));
  const options = ['-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', `-Dkafka.logs.dir=${folder}`];
  const classes = ['-cp', path.join(kafka, '*')];
  const format = ['kafka.tools.StorageTool', 'format', '-t', 'bWlsbHJhY2UtdGVzdC0wMQ', '-c', settings];
  const user = ['--add-scram', 'SCRAM-SHA-256=[name=millrace,password=water]'];
  const formatted = spawnSync(java, [...options, ...classes, ...format, ...user], { encoding: 'utf8' });
  if (formatted.status !== 0) throw new Error(`Kafka cannot format its storage: ${formatted.stderr}`);
  const log = fs.openSync(path.join(folder, 'broker.log'), 'w');
  const child = spawn(java, [...options, ...classes, 'kafka.Kafka', settings], { stdio: ['ignore', log, log] });
  fs.closeSync(log);
  const stop = () => {
    child.kill('SIGKILL');
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', stop);
  try {
    await answers(plain, child);
  } catch (error) {
    const said = fs.readFileSync(path.join(folder, 'broker.log'), 'utf8').slice(-2000);
    stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${said}`, { cause: error });
  }
  return { plain: `${HOST}:${plain}`, sasl: `${HOST}:${sasl}`, tls: `${HOST}:${tls}`, ca, folder, stop };
}

/**
 * A key for the broker, and the PEM file of its certificate. Java's keytool is beside Java itself.
 * @param {string} folder
 * @param {string} java
 */
function certify(folder, java) {
  const keytool = path.isAbsolute(java) ? path.join(path.dirname(java), 'keytool') : 'keytool';
  const ca = path.join(folder, 'ca.pem');
  const store = ['-alias', 'broker', '-keystore', path.join(folder, 'broker.p12'), '-storepass', STORE_PASSWORD];
  const names = ['-dname', 'CN=broker', '-ext', `san=ip:${HOST}`, '-validity', '3650'];
  for (const args of [
    ['-genkeypair', '-keyalg', 'RSA', '-storetype', 'PKCS12', ...names, ...store],
    ['-exportcert', '-rfc', '-file', ca, ...store],
  ]) {
    const made = spawnSync(keytool, args, { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`keytool cannot make a certificate: ${made.stdout}${made.stderr}`);
  }
  return ca;
}

/** @param {number} port @param {import('node:child_process').ChildProcess} child */
async function answers(port, child) {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`Kafka ended with ${child.exitCode}`);
    const socket = net.connect(port, HOST);
    const isOpen = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`Kafka did not answer within ${PATIENCE_MS / 1000} s`);
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, HOST, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** @param {{ plain: number, sasl: number, tls: number, controller: number, folder: string }} options */
function configuration({ plain, sasl, tls, controller, folder }) {
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@${HOST}:${controller}`,
    listeners: `PLAIN://${HOST}:${plain},SASL://${HOST}:${sasl},TLS://${HOST}:${tls},CONTROLLER://${HOST}:${controller}`,
    'advertised.listeners': `PLAIN://${HOST}:${plain},SASL://${HOST}:${sasl},TLS://${HOST}:${tls}`,
    'listener.security.protocol.map': 'PLAIN:PLAINTEXT,SASL:SASL_PLAINTEXT,TLS:SSL,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAIN',
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256',
    'listener.name.sasl.plain.sasl.jaas.config':
      'org.apache.kafka.common.security.plain.PlainLoginModule required user_millrace="water";',
    'listener.name.sasl.scram-sha-256.sasl.jaas.config':
      'org.apache.kafka.common.security.scram.ScramLoginModule required;',
    'listener.name.tls.ssl.keystore.type': 'PKCS12',
    'listener.name.tls.ssl.keystore.location': path.join(folder, 'broker.p12'),
    'listener.name.tls.ssl.keystore.password': STORE_PASSWORD,
    'listener.name.tls.ssl.key.password': STORE_PASSWORD,
    'log.dirs': path.join(folder, 'logs'),
    // The rows of tests have times of long ago, which a broker would soon throw away.
    'log.retention.ms': -1,
    'num.partitions': 2,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 2,
    'group.initial.rebalance.delay.ms': 0,
  })
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
