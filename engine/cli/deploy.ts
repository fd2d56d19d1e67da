import { GatewaySession } from '../flink/gateway.ts';
import { describeFault } from '../fault.ts';
import { parseArguments } from './arguments.ts';
import { exported } from './export.ts';
import { EXPORT_OPTIONS, readExportRequest } from './export-request.ts';
import { fillPlaceholders } from './placeholders.ts';
import { EXIT } from './io.ts';
import type { CliIo } from './io.ts';

/** How a job is waited for. */
interface Pace {
  readonly lookMs: number;
  /** Flink calls a job running while its tasks still start: one that fails then does so within some seconds. */
  readonly steadyLooks: number;
  /** How often a stop is asked for again while tasks still start. */
  readonly stopLooks: number;
}

const PACE: Pace = { lookMs: 1000, steadyLooks: 10, stopLooks: 60 };

/** What Flink says of a savepoint that comes too early. */
const STILL_STARTING = 'Not all required tasks are currently running';

// A job that is started again right away has failed; it may do so for ever.
const SETTLED = ['FINISHED', 'RESTARTING', 'FAILED', 'CANCELED'];

/** `millrace deploy FILE --gateway URL`: the pipeline of a document as a job on a cluster of Flink; with `--stop` the end of one. */
export async function deploy(args: readonly string[], io: CliIo, pace: Pace = PACE): Promise<number> {
  const options = { '--gateway': 'value', '--stop': 'value', '--savepoint': 'value', ...EXPORT_OPTIONS } as const;
  const parsed = parseArguments(args, options);
  const url = typeof parsed === 'string' ? undefined : parsed.options.get('--gateway')?.at(-1);
  const complaint = typeof parsed === 'string' ? parsed : gatewayComplaint(url);
  if (typeof parsed === 'string' || complaint !== null) return misuse(complaint!, io);
  const stopped = parsed.options.get('--stop')?.at(-1);
  try {
    if (stopped !== undefined) {
      return await inSession(url!, (session) =>
        stop(session, { job: stopped, folder: parsed.options.get('--savepoint')?.at(-1), pace }, io),
      );
    }
    const request = readExportRequest(parsed, io.workingFolder);
    if (typeof request === 'string') return misuse(request, io);
    const sql = await exported(request, io);
    const statements = sql && fillPlaceholders(sql.statements, io);
    if (statements === null) return EXIT.usage;
    return await inSession(url!, (session) => submit(session, { statements, pace }, io));
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
async function submit(
  session: GatewaySession,
  { statements, pace }: { readonly statements: Statements; readonly pace: Pace },
  io: CliIo,
): Promise<number> {
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
  return follow(session, { job, pace }, io);
}

/** Until it has run for some time, or has ended. */
async function follow(
  session: GatewaySession,
  { job, pace }: { readonly job: string; readonly pace: Pace },
  io: CliIo,
): Promise<number> {
  for (let last = '', looks = 1; ; looks++) {
    const state = await session.jobState(job);
    if (state !== last) {
      io.stderr.write(`job ${job}: ${state}\n`);
      looks = 1;
    }
    last = state;
    if (SETTLED.includes(state)) return state === 'FINISHED' ? EXIT.ok : EXIT.failed;
    if (state === 'RUNNING' && pace.steadyLooks <= looks) return EXIT.ok;
    if (io.signal.aborted) return EXIT.interrupted;
    await wait(pace.lookMs);
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

interface Stop {
  readonly job: string;
  readonly folder: string | undefined;
  readonly pace: Pace;
}

async function stop(session: GatewaySession, { job, folder, pace }: Stop, io: CliIo): Promise<number> {
  const savepoint = await stopOnceItRuns(session, { job, folder, pace });
  io.stdout.write(`${savepoint}\n`);
  io.stderr.write(`job ${job}: stopped\n`);
  return EXIT.ok;
}

async function stopOnceItRuns(session: GatewaySession, { job, folder, pace }: Stop): Promise<string> {
  for (let looks = 1; ; looks++) {
    try {
      return await session.stopJob(job, folder);
    } catch (error) {
      if (pace.stopLooks <= looks || !describeFault(error).message.includes(STILL_STARTING)) throw error;
      await wait(pace.lookMs);
    }
  }
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
