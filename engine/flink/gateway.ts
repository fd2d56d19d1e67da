import { Fault } from '../fault.ts';

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

  /** Where people look at a job; null where the session does not know the cluster's address. */
  async jobLink(job: string): Promise<string | null> {
    const { properties } = await ask(`${this.#api}/sessions/${this.#session}`);
    const { 'rest.address': address, 'rest.port': port } = properties as Readonly<Record<string, string | undefined>>;
    return address === undefined ? null : `http://${address}:${port ?? '8081'}/#/job/running/${job}/overview`;
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

type Answer = Readonly<Record<string, unknown>>;

interface Request {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
}

/** The JSON that a REST interface of Flink answers; its errors are thrown with the causes that it names, in its own words. */
export async function ask(url: string, { method = 'GET', body }: Request = {}): Promise<Answer> {
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  let response: Response;
  try {
    response = await fetch(url, { method, ...sent });
  } catch (error) {
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Fault('not-found', `${new URL(url).origin} cannot be reached (${reason}); is Flink running there?`);
  }
  const answer = (await response.json().catch(() => ({}))) as Answer;
  if (response.ok) return answer;
  throw new Fault(
    'bad-request',
    reasonOf(answer) ?? `${new URL(url).origin} answers ${response.status} ${response.statusText}`,
  );
}

/** The innermost causes of an error; of its stack, which can be pages long, only the sentences are for people. */
function reasonOf({ errors }: Answer): string | null {
  if (!Array.isArray(errors)) return null;
  const text = errors.join('\n');
  const causes = [
    ...text.matchAll(/^(?:Caused by: )?[\w.$]+(?:Exception|Error): (.+(?:\n(?!\s*(?:at |\.\.\.|Caused by:)).*)*)/gm),
  ];
  const sentences = causes.map(([, sentence]) => sentence!.trim());
  return sentences.at(-1) ?? text;
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
