import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { fromRows } from '../../../engine/data/rows.ts';
import type { Batch } from '../../../engine/data/batch.ts';
import type { Schema } from '../../../engine/data/types.ts';
import type { HttpSinkOptions } from '../../../engine/document/plan.ts';
import { createHttpSink } from '../../../engine/sinks/http.ts';
import type { HttpSinkContext } from '../../../engine/sinks/http.ts';
import { createAuthority } from '../../support/http/certificates.ts';
import { bodyOf, startServer } from '../../support/http/server.ts';
import type { TestServer } from '../../support/http/server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const SCHEMA: Schema = [
  { name: 'n', type: 'bigint' },
  { name: 'pad', type: 'string' },
];

/** Rows `from` … `to - 1`, each `size` bytes and some. */
function rows(from: number, to: number, size = 0): Batch {
  const pad = 'x'.repeat(size);
  return fromRows(
    SCHEMA,
    Array.from({ length: to - from }, (_, i) => ({ n: from + i, pad })),
  );
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

/** A server that takes rows: what it took, and how it answers; `null`: 200. */
async function receiver(
  answer: (numbers: readonly number[], response: ServerResponse) => boolean = () => true,
  options: Parameters<typeof startServer>[1] = {},
) {
  const taken: number[] = [];
  const requests: number[] = [];
  const server: TestServer = await startServer((request, response) => {
    bodyOf(request).then(
      (body) => {
        const numbers = body
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => (JSON.parse(line) as { n: number }).n);
        requests.push(numbers.length);
        if (!answer(numbers, response)) return;
        taken.push(...numbers);
        response.end('ok');
      },
      () => undefined,
    );
  }, options);
  opened.push(server);
  return { server, taken, requests };
}

interface Setting {
  readonly batch?: HttpSinkOptions['batch'];
  readonly sizeBytes?: number;
  readonly canWait?: boolean;
  readonly timeoutMs?: number;
  readonly ca?: string;
  readonly wait?: HttpSinkContext['wait'];
}

async function sinkTo(url: string, folder: string, setting: Setting = {}) {
  const { batch = { rows: 10, timeoutMs: 20 }, sizeBytes = 1 << 28, canWait = true, timeoutMs = 2000 } = setting;
  const endpoint = {
    url,
    shown: url,
    headers: { authorization: 'Bearer s3cret' },
    timeoutMs,
    ca: setting.ca ?? null,
    client: null,
  };
  const warnings: string[] = [];
  const waits: number[] = [];
  const counters = { dropped: 0 };
  let time = 0;
  const sink = createHttpSink({ type: 'http', endpoint, batch, buffer: { folder, sizeBytes } }, SCHEMA, {
    id: 'post',
    subtask: 0,
    clock: { now: () => Date.parse('2026-11-25T10:00:00Z'), monotonic: () => (time += 1000) },
    warn: (message) => warnings.push(message.replaceAll(url, 'URL')),
    folder,
    canWait,
    counters,
    random: () => 1,
    wait:
      setting.wait ??
      ((ms) => {
        waits.push(ms);
        return new Promise((resolve) => setTimeout(resolve, 1));
      }),
  });
  await sink.open();
  return { sink, warnings, waits, counters };
}

describe('while the other side takes them', () => {
  test('rows go in requests of at most so many, soon and in order, and nothing is on the disk', async () => {
    const { server, taken, requests } = await receiver();
    const folder = join(temporaryFolder(), 'buffer');
    const { sink, warnings } = await sinkTo(server.origin, folder);
    sink.receive(rows(0, 25));
    sink.receive(rows(25, 28));
    await sink.prepareCommit(1);
    const committed = [...taken];
    // A commit of nothing sends nothing.
    await sink.prepareCommit(2);
    sink.receive(rows(28, 30));
    await sink.finish();
    const { headers, method } = server.seen[0]!;
    expect([committed, taken, requests, warnings]).toEqual([upTo(28), upTo(30), [10, 10, 5, 3, 2], []]);
    expect([method, headers['content-type'], headers.authorization]).toEqual([
      'POST',
      'application/x-ndjson',
      'Bearer s3cret',
    ]);
    expect(() => readdirSync(folder)).toThrow('ENOENT');
  });

  test('a row that no others follow does not wait for them', async () => {
    let arrived!: () => void;
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    const { server, taken } = await receiver(() => {
      arrived();
      return true;
    });
    const { sink } = await sinkTo(server.origin, temporaryFolder());
    sink.receive(rows(0, 1));
    await arrival;
    await sink.finish();
    expect(taken).toEqual([0]);
  });

  test('no connection is left once it has ended', async () => {
    const { server, taken } = await receiver();
    const { sink } = await sinkTo(server.origin, temporaryFolder());
    sink.receive(rows(0, 3));
    await sink.finish();
    expect(taken).toEqual(upTo(3));
    // By themselves they would stay for five seconds.
    await expect.poll(() => server.connections(), { timeout: 3000 }).toBe(0);
  });

  test('over TLS, whose certificate the named authority vouches for', async () => {
    const authority = createAuthority();
    const { certificate: cert, key } = authority.issue('localhost');
    const folder = temporaryFolder();
    const ca = join(folder, 'ca.pem');
    writeFileSync(ca, authority.certificate);
    const { server, taken } = await receiver(() => true, { tls: { cert, key } });
    const { sink } = await sinkTo(server.origin, join(folder, 'buffer'), { ca });
    sink.receive(rows(0, 5));
    await sink.finish();
    expect(taken).toEqual(upTo(5));
  });
});

describe('while it does not', () => {
  test('they are sent again, later and later, whatever the reason, and each reason is told once', async () => {
    let count = 0;
    const { server, taken } = await receiver((_, response) => {
      const status = [503, 503, 500, 422, 408][count++];
      if (status !== undefined) response.writeHead(status).end();
      else if (count === 6) response.socket!.destroy();
      // Half an answer: the status is there, and that is what counts.
      else if (count === 7) response.writeHead(200, { 'content-length': 100 }).write('x', () => response.destroy());
      return 7 < count;
    });
    const { sink, warnings, waits } = await sinkTo(server.origin, temporaryFolder());
    sink.receive(rows(0, 5));
    await sink.finish();
    expect([taken, waits]).toEqual([[], [500, 1000, 2000, 4000, 8000, 16_000]]);
    expect(warnings.map((warning) => warning.replace(/^.*?POST URL: |;.*/g, ''))).toEqual([
      'it answers 503 Service Unavailable',
      'it answers 500 Internal Server Error',
      'it answers 422 Unprocessable Entity',
      'it answers 408 Request Timeout',
      'the other side cut the connection',
      expect.stringMatching(/^answers again, after 6 failures in /),
    ]);
    expect(warnings[0]).toBe(
      'sink "post": POST URL: it answers 503 Service Unavailable; it fails inside: look into its log; the rows wait and are sent again',
    );
  });

  test('it may ask for time, by a number of seconds or a date', async () => {
    const asked = ['3', 'Wed, 25 Nov 2026 10:01:00 GMT', '0'];
    const { server, taken } = await receiver((_, response) => {
      const after = asked.shift();
      if (after !== undefined) response.writeHead(429, { 'retry-after': after }).end();
      return after === undefined;
    });
    const { sink, waits } = await sinkTo(server.origin, temporaryFolder());
    sink.receive(rows(0, 3));
    await sink.finish();
    expect([taken, waits]).toEqual([upTo(3), [3000, 60_000, 2000]]);
  });

  test('who takes the rows and never answers is asked again after the time limit: at least once', async () => {
    let count = 0;
    const { server, taken } = await receiver((numbers) => {
      if (0 < count++) return true;
      taken.push(...numbers);
      return false;
    });
    const { sink, warnings } = await sinkTo(server.origin, temporaryFolder(), { timeoutMs: 100 });
    sink.receive(rows(0, 3));
    await sink.finish();
    expect([taken, warnings[0]]).toEqual([[0, 1, 2, 0, 1, 2], expect.stringContaining('no whole answer within 0.1 s')]);
  });

  test('a job that ends while it is waited for an answer does not call that a failure of the other side', async () => {
    let arrived!: () => void;
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    const { server } = await receiver(() => (arrived(), false));
    const { sink, warnings } = await sinkTo(server.origin, join(temporaryFolder(), 'buffer'));
    sink.receive(rows(0, 3));
    await arrival;
    await sink.release();
    expect(warnings).toEqual([]);
  });

  test('who half closes the connection has not taken them', async () => {
    let count = 0;
    const { server, taken } = await receiver();
    const half = createTcpServer({ allowHalfOpen: true }, (socket) => {
      count++;
      // It says that nothing comes from it, and goes on listening.
      socket.end();
      socket.resume();
      if (1 < count) half.close();
    });
    await new Promise<void>((resolve) => half.listen(0, '127.0.0.1', resolve));
    const { port } = half.address() as { port: number };
    const first = await sinkTo(`http://127.0.0.1:${port}`, join(temporaryFolder(), 'buffer'), { timeoutMs: 200 });
    first.sink.receive(rows(0, 3));
    await first.sink.prepareCommit(1);
    await first.sink.prepareCommit(2);
    await first.sink.release();
    expect([taken, first.warnings[0]]).toEqual([[], expect.stringContaining('the other side cut the connection')]);
    await server.close();
  });

  test('rows are not sent on to elsewhere', async () => {
    const elsewhere = await receiver();
    let isFirst = true;
    const { server, taken } = await receiver((_, response) => {
      if (!isFirst) return true;
      isFirst = false;
      response.writeHead(307, { location: elsewhere.server.origin }).end();
      return false;
    });
    const { sink, warnings } = await sinkTo(server.origin, temporaryFolder());
    sink.receive(rows(0, 3));
    await sink.finish();
    expect([taken, elsewhere.taken, warnings[0]]).toEqual([
      upTo(3),
      [],
      expect.stringContaining('rows are not sent on to elsewhere: write that as url'),
    ]);
  });

  test('requests that are too large are halved, and a single row that always is, is given up and counted', async () => {
    const { server, taken, requests } = await receiver((numbers, response) => {
      const isTooLarge = 3 < numbers.length || numbers.includes(4);
      if (isTooLarge) response.writeHead(413).end();
      return !isTooLarge;
    });
    const { sink, counters, warnings } = await sinkTo(server.origin, temporaryFolder());
    sink.receive(rows(0, 8));
    await sink.finish();
    expect([taken, requests, counters.dropped, warnings]).toEqual([
      [0, 1, 2, 3, 5, 6, 7],
      [8, 4, 2, 2, 4, 2, 1, 1, 2],
      1,
      [expect.stringContaining('is more than the other side ever takes (413); it is given up and counted')],
    ]);
  });
});

test('of rows that were halved none is taken for sent because those after it were', async () => {
  const answers = [413, 429];
  const { server, taken } = await receiver((_, response) => {
    const status = answers.shift();
    if (status !== undefined) response.writeHead(status, { 'retry-after': '3' }).end();
    return status === undefined;
  });
  const { sink, waits } = await sinkTo(server.origin, temporaryFolder());
  sink.receive(rows(0, 6));
  await sink.finish();
  expect([taken, waits]).toEqual([upTo(6), [3000]]);
});

describe('while it is away', () => {
  /** An address where nobody is. */
  async function nowhere(): Promise<{ url: string; port: number }> {
    const server = await startServer(() => undefined);
    await server.close();
    return { url: server.origin, port: server.port };
  }

  test('what was committed waits on the disk, and the next run sends it first', async () => {
    const { url, port } = await nowhere();
    const folder = join(temporaryFolder(), 'buffer');
    const first = await sinkTo(url, folder);
    first.sink.receive(rows(0, 25));
    await first.sink.prepareCommit(1);
    // As a kill leaves it: nothing else is called.
    const left = join(temporaryFolder(), 'left');
    cpSync(folder, left, { recursive: true, filter: (source) => !source.endsWith('.claim') });
    await first.sink.release();
    const { taken } = await receiver(undefined, { port });
    const second = await sinkTo(url, left);
    second.sink.receive(rows(25, 28));
    await second.sink.finish();
    expect([taken, second.warnings]).toEqual([
      upTo(28),
      ['sink "post": 25 rows that were not taken before are sent first'],
    ]);
  });

  test('of a damaged buffer the rest is sent, and what is lost is told', async () => {
    const { url, port } = await nowhere();
    const folder = join(temporaryFolder(), 'buffer');
    const first = await sinkTo(url, folder);
    first.sink.receive(rows(0, 25));
    await first.sink.release();
    const path = join(folder, 'blocks-00000001');
    const content = readFileSync(path);
    const middle = Math.floor(content.length / 2);
    content[middle]! ^= 1;
    writeFileSync(path, content);
    const { taken } = await receiver(undefined, { port });
    const second = await sinkTo(url, folder);
    await second.sink.finish();
    expect([taken, second.warnings]).toEqual([
      [...upTo(10), ...upTo(25).slice(20)],
      [
        expect.stringMatching(/^sink "post": .*blocks-00000001: bytes \d+ to \d+ are not as they were written/),
        expect.stringMatching(/^sink "post": .*: before byte \d+, blocks of rows are missing that were there: 1$/),
        'sink "post": 15 rows that were not taken before are sent first',
      ],
    ]);
  });

  test('a job that is stopped leaves them on the disk, and says how many and where', async () => {
    const { url } = await nowhere();
    const folder = join(temporaryFolder(), 'buffer');
    const { sink, warnings } = await sinkTo(url, folder);
    sink.receive(rows(0, 25));
    await sink.prepareCommit(1);
    sink.hurry!();
    await sink.finish();
    expect([warnings.at(-1), readdirSync(folder).length]).toEqual([
      `sink "post": 25 rows were not taken; they wait in ${folder} for the next run`,
      1,
    ]);
  });

  test('a job that fails leaves what it was given on the disk, also what no commit covered', async () => {
    const { url, port } = await nowhere();
    const folder = join(temporaryFolder(), 'buffer');
    const first = await sinkTo(url, folder);
    first.sink.receive(rows(0, 12));
    // These are too few for a request, and still wait for others.
    first.sink.receive(rows(12, 15));
    await first.sink.abandon('broken');
    const { taken } = await receiver(undefined, { port });
    const second = await sinkTo(url, folder);
    await second.sink.finish();
    expect(taken).toEqual(upTo(15));
  });

  test('rows that the disk gives back changed end the job at the next commit, also where none come after them', async () => {
    const { url } = await nowhere();
    const folder = join(temporaryFolder(), 'buffer');
    const first = await sinkTo(url, folder);
    first.sink.receive(rows(0, 12));
    await first.sink.release();
    let tryAgain: (() => void) | null = null;
    const wait = (): Promise<void> => new Promise((resolve) => (tryAgain = resolve));
    const { sink } = await sinkTo(url, folder, { wait });
    await expect.poll(() => tryAgain).not.toBe(null);
    const path = join(folder, 'blocks-00000001');
    const content = readFileSync(path);
    content[30]! ^= 1;
    writeFileSync(path, content);
    tryAgain!();
    const commit = (): Promise<string> =>
      sink.prepareCommit(1).then(
        () => 'done',
        (error: Error) => error.message,
      );
    await expect.poll(commit).toMatch(/blocks-00000001: bytes 24 to \d+ are not as they were written/);
    await sink.release();
  });

  test('sources that can wait have to, once disk and memory are full, and go on when it is back; nothing is lost', async () => {
    const { url, port } = await nowhere();
    const { sink, counters } = await sinkTo(url, join(temporaryFolder(), 'buffer'), {
      sizeBytes: 4 * 1024 * 1024,
      batch: { rows: 100, timeoutMs: 20 },
    });
    let sent = 0;
    let full: Promise<void> | null = null;
    while (full === null && sent < 100_000) {
      sink.receive(rows(sent, (sent += 100), 1000));
      full = sink.room();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const bytes = sent * 1000;
    expect([8e6 < bytes, bytes < 24e6, sink.queued!()]).toEqual([true, true, sent]);
    const { taken } = await receiver(undefined, { port });
    await full;
    sink.receive(rows(sent, ++sent));
    await sink.finish();
    expect([taken.length, new Set(taken).size, counters.dropped]).toEqual([sent, sent, 0]);
  });

  test('rows of sensors are dropped and counted then, and hold nobody up', async () => {
    const { url, port } = await nowhere();
    const { sink, counters, warnings } = await sinkTo(url, join(temporaryFolder(), 'buffer'), {
      sizeBytes: 1024 * 1024,
      canWait: false,
      batch: { rows: 100, timeoutMs: 20 },
    });
    const rooms = new Set<unknown>();
    for (let i = 0; i < 300; i++) {
      // The watermark alone, of which there is nothing to drop.
      sink.receive(rows(0, 0));
      sink.receive(rows(i * 100, i * 100 + 100, 1000));
      rooms.add(sink.room());
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { dropped } = counters;
    const { taken } = await receiver(undefined, { port });
    await sink.finish();
    expect([[...rooms], 0 < dropped, taken.length + dropped, counters.dropped]).toEqual([
      [null],
      true,
      30_000,
      dropped,
    ]);
    const told = warnings.filter((warning) => warning.includes('were dropped'));
    expect(told[0]).toMatch(
      /the buffer of 1 MiB is full and the other side takes nothing: 100 rows were dropped; give it more under buffer.size/,
    );
    // When it begins, and with each power of ten.
    expect(told.length).toBeLessThanOrEqual(4);
  });

  test('a full sink lets go of its sources when the job is stopped', async () => {
    const { url } = await nowhere();
    const { sink } = await sinkTo(url, join(temporaryFolder(), 'buffer'), { sizeBytes: 1024 * 1024 });
    for (let i = 0; i < 30; i++) sink.receive(rows(0, 1000, 1000));
    const full = sink.room();
    expect(full).not.toBe(null);
    sink.hurry!();
    await full;
    expect(sink.room()).toBe(null);
    await sink.release();
  });
});
