import { readFile } from 'node:fs/promises';
import { Agent as HttpAgent, request as requestPlain } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as requestTls } from 'node:https';
import type { RequestOptions } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { HttpEndpoint } from '../document/plan.ts';
import { systemReason } from '../fault.ts';
import { readBody, skipBody } from './body.ts';
import { troubled } from './trouble.ts';

/** What is sent. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Most bytes of the answer, unpacked; 0: what it says beside its status does not matter. */
  readonly answerMax: number;
}

/** What comes back. */
export interface HttpAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks one other side again and again, over connections that are kept. */
export class HttpClient {
  readonly #endpoint: HttpEndpoint;
  readonly #tls: RequestOptions;
  readonly #origin: string;
  readonly #plain = new HttpAgent({ keepAlive: true });
  readonly #encrypted = new HttpsAgent({ keepAlive: true });

  /** `tls`: who we are and whom we trust. */
  constructor(endpoint: HttpEndpoint, tls: RequestOptions) {
    this.#endpoint = endpoint;
    this.#tls = tls;
    this.#origin = new URL(endpoint.url).origin;
  }

  /** Rejects where no whole answer comes within the time limit, and when `signal` is aborted. */
  ask(asked: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const { timeoutMs } = this.#endpoint;
    return new Promise((resolve, reject) => {
      const request = this.#start(asked, (response) => {
        const reading = asked.answerMax === 0 ? skipBody(response, timeoutMs) : readBody(response, asked.answerMax);
        reading.then((body) => {
          const { statusCode = 0, statusMessage = '', headers } = response;
          end(() => resolve({ status: statusCode, statusText: statusMessage, headers, body }));
        }, fail);
      });
      const stop = (): void => fail(troubled('it was not waited for', 'start again'));
      const timer = setTimeout(() => {
        fail(
          troubled(`no whole answer within ${timeoutMs / 1000} s`, 'write a longer timeout, or mend the other side'),
        );
      }, timeoutMs);
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        settle();
      };
      const fail = (error: Error): void => {
        end(() => reject(error));
        request.destroy();
      };
      request.on('error', fail);
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop);
      request.end(asked.body);
    });
  }

  close(): void {
    this.#plain.destroy();
    this.#encrypted.destroy();
  }

  #start({ method, url, headers, body }: HttpRequest, onAnswer: (response: IncomingMessage) => void) {
    const sent: OutgoingHttpHeaders = { ...headers, 'accept-encoding': 'gzip' };
    if (body) sent['content-length'] = body.length;
    if (url.protocol !== 'https:') return requestPlain(url, { method, headers: sent, agent: this.#plain }, onAnswer);
    // Who we are is told to the one that the document names, and to nobody that it sends us to.
    const { cert: _, key: __, passphrase: ___, ...trust } = this.#tls;
    const tls = url.origin === this.#origin ? this.#tls : trust;
    // Said here, it is stronger than an environment that asks for no verification.
    const options = { method, headers: sent, agent: this.#encrypted, rejectUnauthorized: true, ...tls };
    return requestTls(url, options, onAnswer);
  }
}

/** A client for `endpoint`; rejects with a trouble that names the PEM file which cannot be used. */
export async function openClient(endpoint: HttpEndpoint): Promise<HttpClient> {
  return new HttpClient(endpoint, await readPemFiles(endpoint));
}

async function readPemFiles({ ca, client }: HttpEndpoint): Promise<RequestOptions> {
  const tls: RequestOptions = {};
  if (ca !== null) tls.ca = await readPem('ca', ca);
  if (client) {
    tls.cert = await readPem('client.certificate', client.certificate);
    tls.key = await readPem('client.key', client.key);
    if (client.passphrase !== null) tls.passphrase = client.passphrase;
  }
  try {
    createSecureContext(tls);
  } catch (error) {
    // What is in the files is only looked at here.
    throw troubled(
      `the files under "ca" or "client" do not fit together (${(error as Error).message})`,
      'give PEM files, the key of the certificate, and its passphrase if it has one',
    );
  }
  return tls;
}

async function readPem(key: string, path: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw troubled(`"${key}" cannot be read from ${path} (${systemReason(error)})`, 'correct the path, or allow it');
  }
  if (text.includes('-----BEGIN ')) return text;
  throw troubled(`"${key}" is ${path}, in which there is no PEM`, 'give a file that has -----BEGIN in it');
}
