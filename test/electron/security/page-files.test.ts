import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { afterAll, beforeAll, test } from 'vitest';
import { pageFile, pageServer } from '../../../electron/security/page-files.ts';
import { CONTENT_SECURITY_POLICY } from '../../../electron/security/response-headers.ts';

const base = mkdtempSync(path.join(tmpdir(), 'page-'));
const folder = path.join(base, 'renderer');
const serve = pageServer(folder);
const get = (url: string, method = 'GET') => serve({ url, method });

beforeAll(() => {
  mkdirSync(path.join(folder, 'assets', 'folder.js'), { recursive: true });
  mkdirSync(`${folder}-evil`);
  writeFileSync(path.join(folder, 'index.html'), '<h1>Millrace</h1>');
  writeFileSync(path.join(folder, 'assets', 'index-B1x_9.js'), 'go()');
  writeFileSync(path.join(folder, 'assets', 'secret.env'), 'no');
  writeFileSync(path.join(folder, '.hidden.js'), 'no');
  writeFileSync(path.join(base, 'outside.js'), 'no');
  writeFileSync(path.join(`${folder}-evil`, 'evil.js'), 'no');
});
afterAll(() => rmSync(base, { recursive: true }));

const served: [url: string, type: string][] = [
  ['app://millrace/', 'text/html; charset=utf-8'],
  ['app://millrace', 'text/html; charset=utf-8'],
  ['app://millrace/index.html', 'text/html; charset=utf-8'],
  ['app://millrace/index.html?x=../y', 'text/html; charset=utf-8'],
  ['app://millrace/index.html#a/../b', 'text/html; charset=utf-8'],
  ['app://millrace/assets/index-B1x_9.js', 'text/javascript; charset=utf-8'],
];
for (const [url, type] of served)
  test(`${url} is served`, async () => {
    const response = await get(url);
    deepEqual([response.status, response.headers.get('content-type')], [200, type]);
  });

const refused = [
  'app://millrace/outside.js',
  'app://millrace/../outside.js',
  'app://millrace/assets/../../outside.js',
  'app://millrace/assets/../index.html',
  'app://millrace/./index.html',
  'app://millrace//index.html',
  'app://millrace/%2e%2e/outside.js',
  'app://millrace/%2E%2E%2foutside.js',
  'app://millrace/..%2foutside.js',
  'app://millrace/%252e%252e/outside.js',
  'app://millrace/..%5coutside.js',
  'app://millrace/..\\outside.js',
  'app://millrace/..%c0%afoutside.js',
  'app://millrace/../renderer-evil/evil.js',
  'app://millrace/index.html%00.js',
  'app://millrace/index.html\u0000',
  'app://millrace/%69ndex.html',
  'app://millrace/C:/outside.js',
  `app://millrace/${'/etc/passwd'}`,
  'app://millrace/assets',
  'app://millrace/assets/',
  'app://millrace/assets/folder.js',
  'app://millrace/assets/secret.env',
  'app://millrace/.hidden.js',
  'app://millrace/index',
  'app://millrace/constructor',
  'app://millrace/a.constructor',
  'app://millrace/none.js',
  'app://millrace.evil/index.html',
  'app://evil/index.html',
  'app://millrace@evil/index.html',
  'app://user@millrace/index.html',
  'app://millrace:8080/index.html',
  'APP://millrace:1/index.html',
  'file:///etc/passwd',
  'https://millrace/index.html',
  'not a url',
  '',
];
for (const url of refused)
  test(`${JSON.stringify(url)} is not found`, async () => {
    equal((await get(url)).status, 404);
  });

for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'get'])
  test(`the method ${method} is refused`, async () => {
    equal((await get('app://millrace/index.html', method)).status, 405);
  });

test('every answer carries the policy and forbids guessing, errors too', async () => {
  const responses = [
    await get('app://millrace/'),
    await get('app://millrace/none.js'),
    await get('app://millrace/', 'POST'),
  ];
  deepEqual(
    responses.map(({ headers }) => [headers.get('content-security-policy'), headers.get('x-content-type-options')]),
    responses.map(() => [CONTENT_SECURITY_POLICY, 'nosniff']),
  );
});

test('the policy allows nothing unsafe and nothing from elsewhere', () => {
  ok(CONTENT_SECURITY_POLICY.startsWith("default-src 'none'; "));
  ok(!/unsafe|https?:|\*/.test(CONTENT_SECURITY_POLICY));
});

test('whatever is asked for, no file outside the folder is named', () => {
  const part = fc.constantFrom(
    '..',
    '.',
    '',
    '%2e%2e',
    '%5c',
    '\\',
    '/',
    '\u0000',
    'a',
    'a.js',
    'index.html',
    ':',
    '~',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const file = pageFile(folder, `app://millrace/${parts.join('/')}`);
      ok(file === null || path.resolve(file).startsWith(folder + path.sep), String(file));
    }),
  );
});
