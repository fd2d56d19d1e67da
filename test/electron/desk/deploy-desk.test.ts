import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deepEqual, equal, match, rejects, throws } from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'vitest';
import { DeployDesk } from '../../../electron/desk/deploy-desk.ts';
import { documents } from '../../../electron/desk/documents.ts';
import { KeptDeployments } from '../../../electron/desk/kept-deployments.ts';
import { startFakeGateway, type FakeGateway } from '../../support/fake-gateway.ts';

let folder = '';
let gateway: FakeGateway | null = null;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'deploy-'));
});
afterEach(() => {
  gateway?.close();
  rmSync(folder, { recursive: true });
});

const TEXT = `version: 1
name: Load
sources: { sensors: { type: system, interval: 1s } }
operators: { mine: { type: filter, inputs: [sensors], where: "host = '\${SECRET}'" } }
sinks: { out: { type: console, inputs: [mine] } }
`;

/** A desk over the pipeline `load`, whose job is in these states one after the other, the last one for ever. */
async function desk(
  states: string[],
  { text = TEXT, stop = [['/s/1']] as unknown[][], exceptions = {}, refusal = '', looked = Promise.resolve() } = {},
) {
  gateway = await startFakeGateway(async (statement) => {
    if (statement.startsWith('STOP JOB')) return stop;
    if (refusal !== '' && statement.includes('INSERT')) throw new Error(refusal);
    if (!statement.startsWith('DESCRIBE')) return [['OK']];
    await looked;
    return [['the-job', 'load', 1 < states.length ? states.shift() : states[0], '']];
  }, exceptions);
  const calls: string[] = [];
  const deployments = new DeployDesk({
    pipelines: { fileOf: () => path.join(folder, 'load.yaml'), text: () => text },
    readUnfilled: documents(folder, {}).readUnfilled,
    environment: { SECRET: "it's" },
    kept: new KeptDeployments(path.join(folder, 'deployments.json'), (error) => void calls.push(String(error))),
    copy: (copied) => void calls.push(copied.split('\n')[0]!),
    openOutside: (url) => (calls.push(url), Promise.resolve()),
    askPlace: (name) => Promise.resolve(name === 'given-up.sql' ? null : path.join(folder, name)),
  });
  return {
    gateway,
    deployments,
    calls,
    order: { gateway: gateway.url, tables: 'filesystem', values: { SENSORS_PATH: '/r' } } as const,
  };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('what is shown has no value of the environment, and says what a person has to fill in', async () => {
  const { deployments, calls } = await desk(['RUNNING']);
  const { text, missing, gateway: at } = deployments.preview('load', 'filesystem');
  match(text, /WHERE `host` = '\$\{SECRET\}'/);
  deepEqual([missing, at], [['SENSORS_PATH'], 'http://localhost:8083']);
  deepEqual(deployments.preview('load', 'kafka').missing, ['KAFKA_SERVERS']);
  deployments.copySql('load', 'kafka');
  deepEqual([calls, await deployments.saveSql('load', 'filesystem')], [['-- Load'], true]);
  equal(readFileSync(path.join(folder, 'load.sql'), 'utf8'), text);
  equal(await deployments.saveSql('given-up', 'filesystem'), false);
});

test('a pipeline is submitted with its values, followed, opened outside and stopped with a savepoint', async () => {
  const { deployments, calls, order } = await desk(['INITIALIZING', 'RUNNING']);
  equal(deployments.of('load'), null);
  equal(deployments.start('load', order).phase, 'submitting');
  await until(() => deployments.of('load')?.state === 'INITIALIZING');
  match(gateway!.statements.join('\n'), /'path' = '\/r'[^]*WHERE `host` = 'it''s'/);
  throws(() => deployments.start('load', order), { code: 'conflict' });
  await deployments.openJob('load');
  deepEqual(calls, [`${gateway!.url}/#/job/running/the-job/overview`]);
  equal(deployments.preview('load', 'kafka').gateway, gateway!.url);
  const { phase, state, savepoint } = await deployments.stop('load', '/s');
  deepEqual([phase, state, savepoint], ['ended', 'FINISHED', '/s/1']);
});

test('why a job fails is told beside its node, and one is ended without a savepoint', async () => {
  const stacktrace = "java.io.IOException: Failed to deserialize JSON '{'.";
  const exceptions = {
    exceptionHistory: { entries: [{ stacktrace, taskName: 'Source: sensors_table[1] -> Calc[2]' }] },
  };
  const { deployments, order } = await desk(['RESTARTING'], { exceptions });
  deployments.start('load', order);
  await until(() => (deployments.of('load')?.trouble ?? null) !== null);
  deepEqual(deployments.of('load')?.trouble, { node: 'sensors', message: "Failed to deserialize JSON '{'." });
  const { phase, state } = await deployments.cancel('load');
  deepEqual([phase, state], ['ended', 'CANCELED']);
});

test('a job is known after the app was left, asked again once somebody looks, and forgotten when it has ended', async () => {
  const first = await desk(['RUNNING']);
  first.deployments.start('load', first.order);
  await until(() => first.deployments.of('load')?.state === 'RUNNING');
  first.deployments.close();
  const kept = readFileSync(path.join(folder, 'deployments.json'), 'utf8');
  deepEqual(JSON.parse(kept), { load: { gateway: gateway!.url, job: 'the-job', nodes: ['sensors', 'mine', 'out'] } });
  gateway!.close();

  const away = await desk(['RUNNING']);
  equal(away.deployments.of('load')?.phase, 'following');
  await until(() => away.deployments.of('load')?.phase === 'ended');
  match(away.deployments.of('load')!.trouble!.message, /cannot be reached/);
  equal(readFileSync(path.join(folder, 'deployments.json'), 'utf8'), kept);

  writeFileSync(path.join(folder, 'deployments.json'), kept.replace(/http:[^"]+/, gateway!.url));
  const back = await desk(['RUNNING']);
  gateway!.close();
  gateway = away.gateway;
  back.deployments.of('load');
  await until(() => back.deployments.of('load')?.state === 'RUNNING');
  const { phase, state } = await back.deployments.cancel('load');
  deepEqual([phase, state, readFileSync(path.join(folder, 'deployments.json'), 'utf8')], ['ended', 'CANCELED', '{}\n']);
  equal((await desk([])).deployments.of('load'), null);
});

test('a gateway that is not there is told, and nothing is followed', async () => {
  const { deployments, order } = await desk([]);
  deployments.start('load', { ...order, gateway: 'http://127.0.0.1:1' });
  await until(() => deployments.of('load')?.phase === 'refused');
  match(deployments.of('load')!.trouble!.message, /^http:\/\/127\.0\.0\.1:1 cannot be reached/);
  await rejects(deployments.openJob('load'), { code: 'not-found' });
});

test('what cannot be said or filled in is refused before anything is asked', async () => {
  const { deployments, order } = await desk([]);
  throws(() => deployments.start('load', { ...order, values: {} }), /SENSORS_PATH has no value/);
  throws(() => deployments.start('load', { ...order, values: { SENSORS_PATH: 'r' } }), /the path "r" is relative/);
  const count = 'window: { type: count, size: 3 }, aggregate: { n: count(*) }';
  const text = TEXT.replace(
    'type: filter, inputs: [sensors], where: "host = \'${SECRET}\'"',
    `type: window, inputs: [sensors], ${count}`,
  );
  const other = await desk([], { text });
  throws(
    () => other.deployments.preview('load', 'kafka'),
    /cannot be said in Flink SQL:\nthe window of a count on mine/,
  );
  deepEqual(gateway!.statements, []);
});

test('a job that has ended is followed no more, is forgotten, and leaves no session open', async () => {
  const { deployments, order } = await desk(['FINISHED']);
  deployments.start('load', order);
  await until(() => deployments.of('load')?.state === 'FINISHED');
  equal(deployments.of('load')?.phase, 'ended');
  await until(() => gateway!.sessions === 0);
  equal((await desk([])).deployments.of('load'), null);
});

test('what the cluster refuses is told in its words, and no job is kept of it', async () => {
  const { deployments, order } = await desk([], { refusal: 'Column not found: mine' });
  deployments.start('load', order);
  await until(() => deployments.of('load')?.phase === 'refused');
  // There is no job to cancel, so what was told stays.
  equal((await deployments.cancel('load')).phase, 'refused');
  match(deployments.of('load')!.trouble!.message, /Column not found: mine/);
  equal(existsSync(path.join(folder, 'deployments.json')), false);
});

test('a state that is told late does not make a job run that was stopped', async () => {
  let look = (): void => undefined;
  const { deployments, order } = await desk(['RUNNING'], { looked: new Promise((resolve) => (look = resolve)) });
  deployments.start('load', order);
  await until(() => gateway!.statements.some((statement) => statement.startsWith('DESCRIBE')));
  equal((await deployments.stop('load', null)).state, 'FINISHED');
  look();
  await until(() => gateway!.sessions === 0);
  deepEqual([deployments.of('load')?.phase, deployments.of('load')?.state], ['ended', 'FINISHED']);
});

test('a pipeline without a job has none to stop, and one whose document is wrong none to say in SQL', async () => {
  const { deployments } = await desk([], { text: 'version: 1' });
  await rejects(async () => deployments.stop('load', null), { code: 'not-found', message: /"load" has no job/ });
  throws(() => deployments.preview('load', 'kafka'), {
    code: 'bad-document',
    message: /its document is wrong; edit it/,
  });
});
