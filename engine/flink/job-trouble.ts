import { gatewayComplaint } from './gateway-address.ts';
import { ask } from './ask.ts';
import { lastCauses } from './causes.ts';
import { nodeIn } from './node-in.ts';
import type { NodeRefusal, NodeStatement } from './submit.ts';

interface Failure {
  readonly stacktrace?: string;
  readonly taskName?: string;
  readonly concurrentExceptions?: readonly Failure[];
}

/**
 * Why a job failed last, as the cluster at the address `cluster` tells: the causes in its own words, and the node that they are
 * about, or the first one whose table the failed task reads or writes. Null where it tells nothing, or would have to be asked without encryption over a network.
 */
export async function jobTrouble(
  cluster: string,
  job: string,
  statements: readonly NodeStatement[],
): Promise<NodeRefusal | null> {
  if (gatewayComplaint(cluster) !== null) return null;
  const answer = await ask(`${cluster}/jobs/${job}/exceptions`).catch(() => null);
  const { entries = [] } = (answer?.['exceptionHistory'] ?? {}) as { entries?: readonly Failure[] };
  const [newest] = entries;
  if (!newest) return null;
  const failures = [newest, ...(newest.concurrentExceptions ?? [])];
  const task = failures.find(({ taskName }) => typeof taskName === 'string')?.taskName ?? '';
  const causes = failures.map(({ stacktrace = '' }) => lastCauses(stacktrace, 2)).filter((each) => each !== null);
  const message = causes.at(-1);
  if (message === undefined) return null;
  const ofTask = statements.find(({ node }) => node !== null && isIn(task, node));
  return { node: nodeIn(`${message} `, statements) ?? ofTask?.node ?? null, message };
}

function isIn(task: string, id: string): boolean {
  return task.includes(`Source: ${id}_table[`) || task.includes(` ${id}[`);
}

/** Where people look at a job. */
export function jobPage(cluster: string, job: string): string {
  return `${cluster}/#/job/running/${job}/overview`;
}
