import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { deploy } from '../../../engine/cli/deploy.ts';
import { startFakeGateway } from '../../support/fake-gateway.ts';
import type { FakeGateway } from '../../support/fake-gateway.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const DOCUMENT = `version: 1
name: test
sources:
  in: { type: file, path: in.ndjson, format: ndjson, schema: { k: string } }
operators:
  mine: { type: filter, inputs: [in], where: "k = '\${SECRET}'" }
sinks:
  out: { type: console, inputs: [mine] }
`;

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function fakeGateway(...how: Parameters<typeof startFakeGateway>): Promise<FakeGateway> {
  const gateway = await startFakeGateway(...how);
  servers.push(gateway);
  return gateway;
}

async function deployed(args: string[], environment: Record<string, string> = { SECRET: "it's" }, text = DOCUMENT) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'p.yaml'), text);
  const printed = { stdout: '', stderr: '' };
  const into = (name: 'stdout' | 'stderr'): Writable =>
    new Writable({
      write(chunk, _encoding, done) {
        printed[name] += String(chunk);
        done();
      },
    });
  const io = { stdout: into('stdout'), stderr: into('stderr'), environment, workingFolder: folder };
  const pace = { lookMs: 0, steadyLooks: 3, stopLooks: 3 };
  const code = await deploy(args, { ...io, signal: new AbortController().signal }, pace);
  return { code, ...printed };
}

test('a pipeline is submitted statement by statement, with the values of the environment, and followed until it runs', async () => {
  const { url, statements } = await fakeGateway((statement) =>
    statement.startsWith('DESCRIBE') ? [['the-job', 'test', 'RUNNING', 'now']] : [['OK']],
  );
  expect(await deployed(['p.yaml', '--gateway', url])).toEqual({
    code: 0,
    stdout: 'the-job\n',
    stderr: 'http://cluster:8081/#/job/running/the-job/overview\njob the-job: RUNNING\n',
  });
  expect(statements[0]).toBe("SET 'pipeline.name' = 'test'");
  expect(statements.find((each) => each.includes('VIEW `mine`'))).toContain("WHERE `k` = 'it''s'");
  expect(statements.at(-4)).toMatch(/^EXECUTE STATEMENT SET BEGIN/);
  expect(statements.slice(-3)).toEqual(Array<string>(3).fill("DESCRIBE JOB 'the-job'"));
});

test('what Flink says against a statement is told as it is, of its node', async () => {
  const { url } = await fakeGateway((statement) => {
    if (!statement.includes('VIEW `mine`')) return [];
    throw new Error(
      'org.apache.flink.table.api.ValidationException: SQL validation failed.\n\tat org.x.Y(Z.java:1)\nCaused by: org.apache.calcite.runtime.CalciteContextException: No match found for function\n\tat org.x.Y(Z.java:2)',
    );
  });
  expect(await deployed(['p.yaml', '--gateway', url])).toEqual({
    code: 1,
    stdout: '',
    stderr: 'mine: No match found for function\n',
  });
});

test('a value that is not set is told before anything is submitted', async () => {
  const { url, statements } = await fakeGateway(() => []);
  expect(await deployed(['p.yaml', '--gateway', url], {})).toMatchObject({
    code: 2,
    stderr: 'the environment variable SECRET is not set; the statements need its value\n',
  });
  expect(statements).toEqual([]);
});

test('a path that begins with a value has to be absolute, since a cluster has no folder of the document', async () => {
  const { url, statements } = await fakeGateway(() => [['the-job', 'test', 'RUNNING', '']]);
  const text = DOCUMENT.replace('path: in.ndjson', 'path: "${DATA}/in.ndjson"');
  const args = ['p.yaml', '--gateway', url];
  expect(await deployed(args, { SECRET: 's', DATA: 'data' }, text)).toEqual({
    code: 2,
    stdout: '',
    stderr: 'the path "data/in.ndjson" is relative; give ${NAME} in it an absolute one\n',
  });
  expect(statements).toEqual([]);
  expect(await deployed(args, { SECRET: 's', DATA: 's3://bucket' }, text)).toMatchObject({ code: 0 });
  expect(statements.join('\n')).toContain("'path' = 's3://bucket/in.ndjson'");
});

test('a job that runs only until its tasks have started is a failure', async () => {
  const states = ['INITIALIZING', 'RUNNING', 'RUNNING', 'FAILED'];
  const { url } = await fakeGateway((statement) =>
    statement.startsWith('DESCRIBE') ? [['j', 'test', states.shift(), '']] : [],
  );
  const { code, stderr } = await deployed(['p.yaml', '--gateway', url]);
  expect([code, stderr.split('\n').slice(1, -1)]).toEqual([
    1,
    ['job the-job: INITIALIZING', 'job the-job: RUNNING', 'job the-job: FAILED'],
  ]);
});

test('a stop that comes while tasks still start is asked for again, as often as it makes sense', async () => {
  let asked = 0;
  const { url } = await fakeGateway((statement) => {
    if (!statement.startsWith('STOP JOB')) return [];
    asked++;
    if (asked % 4 < 3) throw new Error('Not all required tasks are currently running.');
    return [['/savepoints/1']];
  });
  const args = ['--stop', 'the-job', '--gateway', url];
  const first = await deployed(args);
  const second = await deployed(args);
  expect([first.code, first.stdout, second.code, asked]).toEqual([0, '/savepoints/1\n', 1, 6]);
});

test.each(['FAILED', 'RESTARTING'])(
  'a job that is %s at once is a failure, and is followed no further',
  async (state) => {
    const { url } = await fakeGateway((statement) =>
      statement.startsWith('DESCRIBE') ? [['j', 'test', state, '']] : [],
    );
    expect(await deployed(['p.yaml', '--gateway', url])).toMatchObject({ code: 1, stdout: 'the-job\n' });
  },
);

test('a job is stopped with a savepoint', async () => {
  const { url, statements } = await fakeGateway(() => [['file:/s/savepoint-1']]);
  expect(await deployed(['--gateway', url, '--stop', 'abc', '--savepoint', '/s'])).toEqual({
    code: 0,
    stdout: 'file:/s/savepoint-1\n',
    stderr: 'job abc: stopped\n',
  });
  expect(statements).toEqual(["SET 'execution.checkpointing.savepoint-dir' = '/s'", "STOP JOB 'abc' WITH SAVEPOINT"]);
});

const STACK = (message: string): string =>
  `<Exception on server side:\norg.x.SqlGatewayException: Failed to fetchResults.\n\tat org.x.Y(Z.java:1)\nCaused by: java.util.concurrent.ExecutionException: org.apache.flink.runtime.rest.util.RestClientException: [org.apache.flink.runtime.rest.handler.RestHandlerException: ${message}\n]\n\t... 3 more\n\nEnd of exception on server side>`;

test.each([
  [
    'Config key [execution.checkpointing.savepoint-dir] is not set. Property [targetDirectory] must be provided.',
    'RUNNING',
    'it still runs, since no folder for its savepoint is known; name one that all machines of the cluster reach (--savepoint DIR), or set execution.checkpointing.savepoint-dir there',
  ],
  [
    'Failed to create savepoint directory at /nope',
    'RUNNING',
    'it still runs, since the cluster cannot write its savepoint there; name a folder that all machines of the cluster reach and may write to',
  ],
  ['For input string: "no" under radix 16', null, 'that is no id of a job; take the one that deploy printed'],
  [
    'Job could not be found.',
    null,
    'the cluster knows no such job, or has forgotten it since it ended; take the id that deploy printed',
  ],
  ['Job could not be found.', 'FAILED', 'it has ended already (FAILED)'],
  [
    'Not that.',
    'RESTARTING',
    'it is RESTARTING, so there is nothing to make a savepoint of; wait until it runs, or end it without one (--no-savepoint)',
  ],
  ['Not that.', 'RUNNING', 'it was not stopped'],
])('why a job is not stopped is said in words, and what Flink says below: %s %s', async (said, state, why) => {
  const { url } = await fakeGateway((statement) => {
    if (statement.startsWith('STOP JOB')) throw new Error(STACK(said));
    if (state === null) throw new Error(STACK('Described job does not exist'));
    return [['j', 'test', state, '']];
  });
  expect(await deployed(['--gateway', url, '--stop', 'abc'])).toEqual({
    code: 1,
    stdout: '',
    stderr: `job abc: ${why}\nFlink says: ${said}\n`,
  });
});

test('a job is ended without a savepoint', async () => {
  const { url, statements } = await fakeGateway(() => [['OK']]);
  expect(await deployed(['--gateway', url, '--stop', 'abc', '--no-savepoint'])).toEqual({
    code: 0,
    stdout: '',
    stderr: 'job abc: ended, without a savepoint\n',
  });
  expect(statements).toEqual(["STOP JOB 'abc'"]);
});

test('what is wrong with the job as a whole is told of the node whose table Flink names', async () => {
  const { url } = await fakeGateway((statement) => {
    if (!statement.startsWith('EXECUTE')) return [];
    throw new Error(
      "org.x.ValidationException: Unable to create a sink for writing table 'default_catalog.default_database.out'.",
    );
  });
  expect(await deployed(['p.yaml', '--gateway', url])).toMatchObject({
    code: 1,
    stderr: "out: Unable to create a sink for writing table 'default_catalog.default_database.out'.\n",
  });
});

test('why a job failed is told in the words of the cluster, of the node that its task reads for', async () => {
  const states = ['RUNNING', 'FAILED'];
  const failure = {
    taskName: 'Source: in_table[1] -> Calc[2] (1/1)',
    stacktrace: STACK(
      "x\nCaused by: java.io.IOException: Failed to deserialize JSON '{'.\n\tat A\nCaused by: org.x.JsonParseException: Fail at field: n.",
    ),
  };
  const entries = [{ stacktrace: STACK('Recovery'), concurrentExceptions: [failure] }];
  const { url } = await fakeGateway(
    (statement) => (statement.startsWith('DESCRIBE') ? [['j', 't', states.shift(), '']] : []),
    { exceptionHistory: { entries } },
  );
  const { code, stderr } = await deployed(['p.yaml', '--gateway', url]);
  expect([code, stderr.split('\n').slice(-3)]).toEqual([
    1,
    ["in: Failed to deserialize JSON '{'.", 'Fail at field: n.', ''],
  ]);
});

test('a gateway that is not there is told', async () => {
  const { code, stderr } = await deployed(['p.yaml', '--gateway', 'http://127.0.0.1:1']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^http:\/\/127\.0\.0\.1:1 cannot be reached \(.*\); is Flink running there\?\n$/);
});

test.each([
  [['p.yaml'], 'say where the SQL Gateway is, such as --gateway http://localhost:8083'],
  [
    ['p.yaml', '--gateway', 'http://example.org'],
    '--gateway: "http://example.org" is no address of https, or of http on this machine',
  ],
  [['--gateway', 'http://localhost:1'], 'name the FILE'],
])('%j is a wrong command line', async (args, complaint) => {
  expect(await deployed(args)).toEqual({ code: 2, stdout: '', stderr: `millrace deploy: ${complaint}\n` });
});
