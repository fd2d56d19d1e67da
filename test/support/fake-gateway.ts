import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = readonly (readonly unknown[])[];

/** A server that answers as a SQL Gateway and its cluster do. */
export interface FakeGateway {
  readonly url: string;
  /** What it was given to run. */
  readonly statements: string[];
  /** How many sessions were opened and not closed. */
  readonly sessions: number;
  close(): void;
}

/** `answer` gives the rows of a statement, at once or later, or throws what Flink says against it; `exceptions` is what the cluster tells of a job that failed. */
export async function startFakeGateway(
  answer: (statement: string) => Answer | Promise<Answer>,
  exceptions: unknown = null,
): Promise<FakeGateway> {
  const statements: string[] = [];
  let sessions = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const path = request.url ?? '';
      if (request.method === 'DELETE' && path.endsWith('/sessions/s')) sessions--;
      const reply = (value: unknown, status = 200): void => void response.writeHead(status).end(JSON.stringify(value));
      if (path.endsWith('/statements')) {
        statements.push((JSON.parse(body) as { statement: string }).statement);
        return reply({ operationHandle: String(statements.length - 1) });
      }
      if (path.endsWith('/status')) return reply({ status: 'FINISHED' });
      if (path.endsWith('/exceptions')) return reply(exceptions);
      const operation = /operations\/(\d+)\/result/.exec(path)?.[1];
      if (operation === undefined) {
        const { port } = server.address() as AddressInfo;
        const own = { 'rest.address': '127.0.0.1', 'rest.port': String(port) };
        if (request.method === 'POST' && path.endsWith('/sessions')) sessions++;
        const properties = exceptions === null ? { 'rest.address': 'cluster', 'rest.port': '8081' } : own;
        return reply({ sessionHandle: 's', properties });
      }
      void Promise.resolve(statements[Number(operation)]!)
        .then(answer)
        .then(
          (rows) =>
            reply({ resultType: 'EOS', results: { data: rows.map((fields) => ({ fields })) }, jobID: 'the-job' }),
          (error: unknown) => reply({ errors: ['Internal server error.', (error as Error).message] }, 500),
        );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    statements,
    get sessions() {
      return sessions;
    },
    close: () => void server.close(),
  };
}
