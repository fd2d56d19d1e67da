import type { Answer } from './ask.ts';
import { ask } from './ask.ts';
import { isLoopbackName } from './gateway-address.ts';

/** What a statement gave: its rows, and the job that it started. */
export interface StatementResult {
  readonly rows: readonly (readonly unknown[])[];
  readonly jobId: string | null;
}

/** How often the gateway is asked whether a statement is done. */
const PACE_MS = 200;

/** A session with a SQL Gateway of Flink: statements one after the other, which know of those before. */
export class GatewaySession {
  readonly #api: string;
  readonly #session: string;

  private constructor(api: string, session: string) {
    this.#api = api;
    this.#session = session;
  }

  /** Opens a session at `url`, such as `http://localhost:8083`. */
  static async open(url: string, properties: Readonly<Record<string, string>> = {}): Promise<GatewaySession> {
    const api = `${url.replace(/\/+$/, '')}/v3`;
    const opened = await ask(`${api}/sessions`, { method: 'POST', body: { properties } });
    return new GatewaySession(api, String(opened['sessionHandle']));
  }

  /** Runs one statement, given without its semicolon, and waits for its result. What the gateway says against it is thrown as it is. */
  async run(statement: string): Promise<StatementResult> {
    const at = `${this.#api}/sessions/${this.#session}`;
    const started = await ask(`${at}/statements`, { method: 'POST', body: { statement } });
    const operation = `${at}/operations/${String(started['operationHandle'])}`;
    while (isUnderWay(await ask(`${operation}/status`))) await pause();
    const rows: (readonly unknown[])[] = [];
    let jobId: string | null = null;
    let next: string | null = `${operation}/result/0?rowFormat=JSON`;
    while (next !== null) {
      const page: Answer = await ask(next);
      const { data = [] } = (page['results'] ?? {}) as { data?: { fields: unknown[] }[] };
      rows.push(...data.map(({ fields }) => fields));
      jobId ??= (page['jobID'] as string | undefined) ?? null;
      if (page['resultType'] === 'NOT_READY') await pause();
      next = this.#nextPage(page);
    }
    await ask(`${operation}/close`, { method: 'DELETE' });
    return { rows, jobId };
  }

  /** The state of a job: `RUNNING`, `FINISHED`, `FAILED`, … */
  async jobState(job: string): Promise<string> {
    const { rows } = await this.run(`DESCRIBE JOB ${quoted(job)}`);
    return textOf(rows[0]?.[2]) ?? 'UNKNOWN';
  }

  /** Stops a job with a savepoint in `folder`, or where the cluster keeps them; gives the path of the savepoint. */
  async stopJob(job: string, folder?: string): Promise<string> {
    if (folder !== undefined) await this.run(`SET 'execution.checkpointing.savepoint-dir' = ${quoted(folder)}`);
    const { rows } = await this.run(`STOP JOB ${quoted(job)} WITH SAVEPOINT`);
    return textOf(rows[0]?.[0]) ?? '';
  }

  /** Ends a job as it is. */
  async cancelJob(job: string): Promise<void> {
    await this.run(`STOP JOB ${quoted(job)}`);
  }

  /** The address of the cluster, which its page and its REST interface are at; null where the session does not know it. */
  async cluster(): Promise<string | null> {
    const { properties } = await ask(`${this.#api}/sessions/${this.#session}`);
    const { 'rest.address': address, 'rest.port': port } = properties as Readonly<Record<string, string | undefined>>;
    if (address === undefined) return null;
    // What the gateway calls its own machine is another one than this, where the gateway is elsewhere.
    const host = isLoopbackName(address) ? new URL(this.#api).hostname : address;
    return `http://${host}:${port ?? '8081'}`;
  }

  async close(): Promise<void> {
    await ask(`${this.#api}/sessions/${this.#session}`, { method: 'DELETE' });
  }

  #nextPage({ resultType, nextResultUri }: Answer): string | null {
    if (resultType === 'EOS' || typeof nextResultUri !== 'string') return null;
    // It is a path below the root of the server.
    return `${this.#api}${nextResultUri.slice(nextResultUri.indexOf('/sessions/'))}`;
  }
}

function isUnderWay({ status }: Answer): boolean {
  return status === 'RUNNING' || status === 'PENDING' || status === 'INITIALIZED';
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PACE_MS));
}
