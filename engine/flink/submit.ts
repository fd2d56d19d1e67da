import { describeFault, Fault } from '../fault.ts';
import { nodeIn } from './node-in.ts';
import type { GatewaySession } from './gateway.ts';

/** One statement, and the node that it is for; null: all of the pipeline. */
export interface NodeStatement {
  readonly node: string | null;
  readonly sql: string;
}

/** What Flink says against a node, or against all of the pipeline. */
export interface NodeRefusal {
  readonly node: string | null;
  readonly message: string;
}

/** Runs `statements` one by one, the last of which starts a job: its id, or what Flink says against which node. `onDone` hears how many are done. */
export async function submit(
  session: GatewaySession,
  statements: readonly NodeStatement[],
  onDone: (count: number) => void = () => undefined,
): Promise<{ readonly job: string } | { readonly refusal: NodeRefusal }> {
  let job: string | null = null;
  for (const [i, { node, sql }] of statements.entries()) {
    try {
      ({ jobId: job } = await session.run(sql));
    } catch (error) {
      const { message } = describeFault(error);
      return { refusal: { node: node ?? nodeIn(message, statements), message } };
    }
    onDone(i + 1);
  }
  if (job === null) throw new Fault('internal', 'the gateway started no job; look into its log');
  return { job };
}
