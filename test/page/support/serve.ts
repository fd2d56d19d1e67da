import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MIME_TYPES, RESPONSE_HEADERS } from '../../../electron/security/response-headers.ts';

const folder = fileURLToPath(new URL('../../../out/renderer/', import.meta.url));

export interface PageServer {
  readonly address: string;
  close(): void;
}

/** Serves the built page with the headers that the app sends with it. */
export async function servePage(): Promise<PageServer> {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://page').pathname;
    // Only browsers ask for it; the window of the app does not.
    if (name === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    const file = path.join(folder, name === '/' ? 'index.html' : path.normalize(name));
    readFile(file).then(
      (body) => {
        const type = MIME_TYPES[path.extname(file)] ?? 'application/octet-stream';
        response.writeHead(200, { ...RESPONSE_HEADERS, 'Content-Type': type }).end(body);
      },
      () => response.writeHead(404, RESPONSE_HEADERS).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
