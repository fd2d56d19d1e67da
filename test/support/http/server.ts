import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { ServerOptions } from 'node:https';
import type { AddressInfo, Server } from 'node:net';

/** A server on this machine. */
export interface TestServer {
  readonly port: number;
  /** `http://127.0.0.1:1234`, or https. */
  readonly origin: string;
  /** Requests so far: method, path and headers. */
  readonly seen: { readonly method: string; readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  /** How many connections there are to it. */
  connections(): Promise<number>;
  /** Ends it and all its connections, as a machine that loses power. */
  close(): Promise<void>;
}

export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** Starts a server; with `tls` it speaks https. `port` 0: any that is free. */
export async function startServer(
  answer: Answering,
  { tls, port = 0 }: { readonly tls?: ServerOptions; readonly port?: number } = {},
): Promise<TestServer> {
  const seen: TestServer['seen'] = [];
  const handle: Answering = (request, response) => {
    seen.push({ method: request.method!, path: request.url!, headers: request.headers });
    answer(request, response);
  };
  const server = tls ? createTlsServer(tls, handle) : createServer(handle);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = (server as Server).address() as AddressInfo;
  return {
    port: bound,
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${bound}`,
    seen,
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Reads the body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
