import { followJob, JOB_PACE } from '../flink/follow-job.ts';
import type { JobPace } from '../flink/follow-job.ts';
import { gatewayComplaint } from '../flink/gateway-address.ts';
import { GatewaySession } from '../flink/gateway.ts';
import { jobPage, jobTrouble } from '../flink/job-trouble.ts';
import { cancelJob, stopJob } from '../flink/stop-job.ts';
import type { JobStop } from '../flink/stop-job.ts';
import { submit } from '../flink/submit.ts';
import type { NodeRefusal, NodeStatement } from '../flink/submit.ts';
import { describeFault } from '../fault.ts';
import { parseArguments } from './arguments.ts';
import { exported } from './export.ts';
import { EXPORT_OPTIONS, readExportRequest } from './export-request.ts';
import { filledFromEnvironment } from './placeholders.ts';
import { EXIT } from './io.ts';
import type { CliIo } from './io.ts';

/** `millrace deploy FILE --gateway URL`: the pipeline of a document as a job on a cluster of Flink; with `--stop` the end of one. */
export async function deploy(args: readonly string[], io: CliIo, pace: JobPace = JOB_PACE): Promise<number> {
  const options = {
    '--gateway': 'value',
    '--stop': 'value',
    '--savepoint': 'value',
    '--no-savepoint': 'switch',
    ...EXPORT_OPTIONS,
  } as const;
  const parsed = parseArguments(args, options);
  const url = typeof parsed === 'string' ? undefined : parsed.options.get('--gateway')?.at(-1);
  const complaint = typeof parsed === 'string' ? parsed : addressComplaint(url);
  if (typeof parsed === 'string' || complaint !== null) return misuse(complaint!, io);
  const stopped = parsed.options.get('--stop')?.at(-1);
  try {
    if (stopped !== undefined) {
      const folder = parsed.options.get('--savepoint')?.at(-1) ?? null;
      const isSaved = !parsed.options.has('--no-savepoint');
      return await inSession(url!, (session) =>
        isSaved ? stop(session, { job: stopped, folder, pace }, io) : cancel(session, stopped, io),
      );
    }
    const request = readExportRequest(parsed, io.workingFolder);
    if (typeof request === 'string') return misuse(request, io);
    const sql = await exported(request, io);
    const statements = sql && filledFromEnvironment(sql.statements, io);
    if (statements === null) return EXIT.usage;
    return await inSession(url!, (session) => submitted(session, { statements, pace }, io));
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

interface Submission {
  readonly statements: readonly NodeStatement[];
  readonly pace: JobPace;
}

/** Statement by statement, so that what Flink says against one is told of the node that it belongs to. */
async function submitted(session: GatewaySession, { statements, pace }: Submission, io: CliIo): Promise<number> {
  const result = await submit(session, statements);
  if ('refusal' in result) {
    io.stderr.write(told(result.refusal));
    return EXIT.failed;
  }
  const { job } = result;
  io.stdout.write(`${job}\n`);
  const cluster = await session.cluster();
  if (cluster !== null) io.stderr.write(`${jobPage(cluster, job)}\n`);
  const onState = (state: string): void => void io.stderr.write(`job ${job}: ${state}\n`);
  const state = await followJob(session, job, { pace, signal: io.signal, onState });
  if (state === 'RUNNING') return EXIT.ok;
  if (state === 'FINISHED') return EXIT.ok;
  if (!HAS_FAILED.includes(state)) return EXIT.interrupted;
  const trouble = cluster && (await jobTrouble(cluster, job, statements));
  if (trouble) io.stderr.write(told(trouble));
  return EXIT.failed;
}

const HAS_FAILED = ['RESTARTING', 'FAILED', 'CANCELED'];

function told({ node, message }: NodeRefusal): string {
  return `${node ?? 'the pipeline'}: ${message}\n`;
}

async function stop(session: GatewaySession, { job, folder, pace }: JobStop, io: CliIo): Promise<number> {
  const savepoint = await stopJob(session, { job, folder, pace });
  io.stdout.write(`${savepoint}\n`);
  io.stderr.write(`job ${job}: stopped\n`);
  return EXIT.ok;
}

async function cancel(session: GatewaySession, job: string, io: CliIo): Promise<number> {
  await cancelJob(session, job);
  io.stderr.write(`job ${job}: ended, without a savepoint\n`);
  return EXIT.ok;
}

function addressComplaint(url: string | undefined): string | null {
  if (url === undefined) return 'say where the SQL Gateway is, such as --gateway http://localhost:8083';
  const complaint = gatewayComplaint(url);
  return complaint && `--gateway: ${complaint}`;
}

function misuse(complaint: string, io: CliIo): number {
  io.stderr.write(`millrace deploy: ${complaint}\n`);
  return EXIT.usage;
}
