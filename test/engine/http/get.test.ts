import { join } from 'node:path';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HttpEndpoint } from '../../../engine/document/plan.ts';
import { openClient } from '../../../engine/http/client.ts';
import { get } from '../../../engine/http/get.ts';
import { troubleOf } from '../../../engine/http/trouble.ts';
import { createAuthority } from '../../support/http/certificates.ts';
import { startServer } from '../../support/http/server.ts';
import type { Answering, TestServer } from '../../support/http/server.ts';

const authority = createAuthority();
const other = createAuthority('Other authority');
const identity = authority.issue('localhost');
const TLS = { key: identity.key, cert: identity.certificate };

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

let folder = '';
let CA = '';
let OTHER_CA = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-test-'));
  CA = file('ca.pem', authority.certificate);
  OTHER_CA = file('other.pem', other.certificate);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const servers: TestServer[] = [];
afterEach(async () => {
  delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  for (const server of servers.splice(0)) await server.close();
});

async function serve(answer: Answering, options: Parameters<typeof startServer>[1] = {}): Promise<TestServer> {
  const server = await startServer(answer, options);
  servers.push(server);
  return server;
}

/** What comes of asking `url`: the body, or the reason why there is none. */
async function ask(url: string, options: Partial<HttpEndpoint> = {}): Promise<string> {
  const defaults = { shown: url, headers: {}, timeoutMs: 5000, ca: null, client: null };
  const endpoint: HttpEndpoint = { ...defaults, ...options, url };
  try {
    const client = await openClient(endpoint);
    try {
      return (await get(client, endpoint, new AbortController().signal)).body.toString();
    } finally {
      client.close();
    }
  } catch (error) {
    return `trouble: ${troubleOf(error).reason}`;
  }
}

const hello: Answering = (_, response) => response.end('hello');

describe('over TLS', () => {
  test('an answer is taken from whoever the named authority vouches for, and from nobody else', async () => {
    const { origin, port } = await serve(hello, { tls: TLS });
    const late = authority.issue('localhost', { days: -1 });
    const expired = await serve(hello, { tls: { key: late.key, cert: late.certificate } });
    const misnamed = authority.issue('elsewhere.example');
    const named = await serve(hello, { tls: { key: misnamed.key, cert: misnamed.certificate } });
    expect([
      await ask(origin, { ca: CA }),
      await ask(`https://localhost:${port}`, { ca: CA }),
      await ask(origin, { ca: OTHER_CA }),
      await ask(origin),
      await ask(expired.origin, { ca: CA }),
      await ask(`https://localhost:${named.port}`, { ca: CA }),
    ]).toEqual([
      'hello',
      'hello',
      'trouble: the certificate is not to be trusted',
      'trouble: the certificate is not to be trusted',
      'trouble: its certificate has expired',
      'trouble: its certificate is for another name',
    ]);
  });

  test('no environment turns the verification off', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    const { origin, seen } = await serve(hello, { tls: TLS });
    expect([await ask(origin), seen.length]).toEqual(['trouble: the certificate is not to be trusted', 0]);
  });

  test('who wants a certificate gets the one of the document, and says so where there is none', async () => {
    const me = authority.issue('me');
    const client = {
      certificate: file('me.pem', me.certificate),
      key: file('me.key', me.key),
      passphrase: null,
    };
    const tls = { ...TLS, ca: authority.certificate, requestCert: true, rejectUnauthorized: true };
    const { origin } = await serve(hello, { tls });
    expect([await ask(origin, { ca: CA, client }), await ask(origin, { ca: CA })]).toEqual([
      'hello',
      'trouble: it takes only those whose certificate it trusts',
    ]);
  });

  test('files that are no certificates are named', async () => {
    const missing = join(folder, 'missing.pem');
    const empty = file('empty.pem', 'nothing');
    const own = authority.issue('a');
    const client = {
      certificate: file('a.pem', own.certificate),
      key: file('b.key', authority.issue('b').key),
      passphrase: null,
    };
    expect([
      await ask('https://localhost', { ca: missing }),
      await ask('https://localhost', { ca: empty }),
      (await ask('https://localhost', { client })).replace(/\(.*\)/, '(…)'),
    ]).toEqual([
      `trouble: "ca" cannot be read from ${missing} (no such file or folder)`,
      `trouble: "ca" is ${empty}, in which there is no PEM`,
      'trouble: the files under "ca" or "client" do not fit together (…)',
    ]);
  });
});

describe('sent elsewhere', () => {
  const to =
    (location: string): Answering =>
    (_, response) =>
      response.writeHead(302, { location }).end();

  test('the headers of the document are told to its address, and to no other', async () => {
    const end = await serve(hello);
    const start = await serve((request, response) => {
      if (request.url === '/') to('/again')(request, response);
      else to(`${end.origin}/there`)(request, response);
    });
    const answer = await ask(start.origin, { headers: { authorization: 'Bearer s3cret' } });
    const told = [...start.seen, ...end.seen].map(({ path, headers }) => [path, headers.authorization]);
    expect([answer, told]).toEqual([
      'hello',
      [
        ['/', 'Bearer s3cret'],
        ['/again', 'Bearer s3cret'],
        ['/there', undefined],
      ],
    ]);
  });

  test('nothing encrypted goes on in the open, nothing goes in circles, and nothing goes nowhere', async () => {
    const plain = await serve(hello);
    const downgrade = await serve(to(`${plain.origin}/x?token=1`), { tls: TLS });
    const outward = await serve(to('http://example.org/'));
    const circle = await serve(to('/'));
    const nowhere = await serve(to('http://[x'));
    expect([
      await ask(downgrade.origin, { ca: CA }),
      await ask(outward.origin),
      await ask(circle.origin),
      await ask(nowhere.origin),
      plain.seen.length,
    ]).toEqual([
      `trouble: it sent us to ${plain.origin}/x, which is not followed`,
      'trouble: it sent us to http://example.org/, which is not followed',
      'trouble: it sent us on more than 5 times',
      'trouble: it sent us to what is no address',
      0,
    ]);
  });
});

describe('an answer', () => {
  test('may be packed, is never larger than is allowed, packed or not, and counts only whole', async () => {
    const { origin } = await serve((request, response) => {
      const bomb = (): Buffer => gzipSync(Buffer.alloc(65 * 1024 * 1024));
      if (request.url === '/packed') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello'));
      else if (request.url === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb());
      else if (request.url === '/odd') response.writeHead(200, { 'content-encoding': 'br' }).end('x');
      else response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy());
    });
    expect([
      await ask(`${origin}/packed`),
      await ask(`${origin}/bomb`),
      await ask(`${origin}/odd`),
      await ask(`${origin}/half`),
    ]).toEqual([
      'hello',
      'trouble: its answer is larger than 64 MiB',
      'trouble: its answer is packed as br, which nobody asked for',
      'trouble: the other side cut the connection',
    ]);
  });

  test('that does not come in time, or not at all, or is a refusal, is told as what it is', async () => {
    const slow = await serve((_, response) => response.write('h'));
    const refusing = await serve((_, response) => response.writeHead(403, 'Forbidden').end());
    const gone = await serve(hello);
    await gone.close();
    expect([
      await ask(slow.origin, { timeoutMs: 50 }),
      await ask(refusing.origin),
      await ask(gone.origin),
      await ask(`https://127.0.0.1:${refusing.port}`),
    ]).toEqual([
      'trouble: no whole answer within 0.05 s',
      'trouble: it answers 403 Forbidden',
      'trouble: nothing answers at that port',
      'trouble: what answers there does not speak TLS',
    ]);
  });
});
