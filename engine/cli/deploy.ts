import { GatewaySession } from '../flink/gateway.ts';
import { describeFault } from '../fault.ts';
import { parseArguments } from './arguments.ts';
import { EXPORT_OPTIONS, exported, readExportRequest } from './export.ts';
import { fillPlaceholders } from './placeholders.ts';
import { EXIT } from './io.ts';
import type { CliIo } from './io.ts';

/** A job is looked at once a second until it runs. */
const PACE_MS = 1000;
// A job that is started again right away has failed; it may do so for ever.
const SETTLED = ['RUNNING', 'FINISHED', 'RESTARTING', 'FAILED', 'CANCELED'];

/** `millrace deploy FILE --gateway URL`: the pipeline of a document as a job on a cluster of Flink; with `--stop` the end of one. */
export async function deploy(args: readonly string[], io: CliIo): Promise<number> {
  const options = { '--gateway': 'value', '--stop': 'value', '--savepoint': 'value', ...EXPORT_OPTIONS } as const;
  const parsed = parseArguments(args, options);
  const url = typeof parsed === 'string' ? undefined : parsed.options.get('--gateway')?.at(-1);
  const complaint = typeof parsed === 'string' ? parsed : gatewayComplaint(url);
  if (typeof parsed === 'string' || complaint !== null) return misuse(complaint!, io);
  const stopped = parsed.options.get('--stop')?.at(-1);
  try {
    if (stopped !== undefined) {
      return await inSession(url!, (session) =>
        stop(session, { job: stopped, folder: parsed.options.get('--savepoint')?.at(-1) }, io),
      );
    }
    const request = readExportRequest(parsed, io.workingFolder);
    if (typeof request === 'string') return misuse(request, io);
    const sql = await exported(request, io);
    const statements = sql && fillPlaceholders(sql.statements, io);
    if (statements === null) return EXIT.usage;
    return await inSession(url!, (session) => submit(session, statements, io));
  } catch (error) {
    io.stderr.write(`${describeFault(error).message}\n`);
    return EXIT.failed;
  }
}

async function inSession(url: string, work: (session: GatewaySession) => Promise<number>): Promise<number> {
  const session = await GatewaySession.open(url);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

type Statements = readonly { readonly node: string | null; readonly sql: string }[];

/** Statement by statement, so that what Flink says against one is told of the node that it belongs to. */
async function submit(session: GatewaySession, statements: Statements, io: CliIo): Promise<number> {
  let job: string | null = null;
  for (const { node, sql } of statements) {
    try {
      ({ jobId: job } = await session.run(sql));
    } catch (error) {
      io.stderr.write(`${node ?? 'the pipeline'}: ${describeFault(error).message}\n`);
      return EXIT.failed;
    }
  }
  if (job === null) {
    io.stderr.write('the gateway started no job\n');
    return EXIT.failed;
  }
  io.stdout.write(`${job}\n`);
  const link = await session.jobLink(job);
  if (link !== null) io.stderr.write(`${link}\n`);
  return follow(session, job, io);
}

async function follow(session: GatewaySession, job: string, io: CliIo): Promise<number> {
  for (let last = ''; ;) {
    const state = await session.jobState(job);
    if (state !== last) io.stderr.write(`job ${job}: ${state}\n`);
    last = state;
    if (SETTLED.includes(state)) return state === 'RUNNING' || state === 'FINISHED' ? EXIT.ok : EXIT.failed;
    if (io.signal.aborted) return EXIT.interrupted;
    await new Promise((resolve) => setTimeout(resolve, PACE_MS));
  }
}

interface Stop {
  readonly job: string;
  readonly folder: string | undefined;
}

async function stop(session: GatewaySession, { job, folder }: Stop, io: CliIo): Promise<number> {
  const savepoint = await session.stopJob(job, folder);
  io.stdout.write(`${savepoint}\n`);
  io.stderr.write(`job ${job}: stopped\n`);
  return EXIT.ok;
}

function gatewayComplaint(url: string | undefined): string | null {
  if (url === undefined) return 'say where the SQL Gateway is, such as --gateway http://localhost:8083';
  const { protocol = '', hostname = '' } = URL.canParse(url) ? new URL(url) : {};
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol === 'https:' || (protocol === 'http:' && isLocal)) return null;
  return `--gateway: "${url}" is no address of https, or of http on this machine`;
}

function misuse(complaint: string, io: CliIo): number {
  io.stderr.write(`millrace deploy: ${complaint}\n`);
  return EXIT.usage;
}
