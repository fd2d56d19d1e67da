import path from 'node:path';
import { readDocument } from '../../engine/document/index.ts';
import type { DocumentOverride } from '../../engine/document/index.ts';
import { formatProblem } from '../../engine/document/problem.ts';
import type { FaultDescription } from '../../engine/fault.ts';
import type { FromWorker, NodeCounts } from '../../engine/runtime/protocol.ts';
import { Subtask } from '../../engine/runtime/subtask.ts';
import { systemClock } from '../../engine/time/clock.ts';

/** What a document did, from its start to the end of its sources. */
export interface DocumentRun {
  /** What the console sinks printed. */
  readonly printed: string;
  readonly warnings: readonly string[];
  readonly nodes: ReadonlyMap<string, NodeCounts>;
  readonly fault: FaultDescription | null;
}

interface RunOptions {
  readonly onPrint?: () => void;
  readonly environment?: Readonly<Record<string, string>>;
  readonly overrides?: readonly DocumentOverride[];
}

/** Runs `text` in this thread until its sources have ended; paths are relative to `baseFolder`. Throws its problems, if any. */
export async function runDocument(
  text: string,
  baseFolder = '.',
  { onPrint = () => undefined, environment = {}, overrides = [] }: RunOptions = {},
): Promise<DocumentRun> {
  const read = readDocument(text, { file: 'test.yaml', baseFolder: path.resolve(baseFolder), environment, overrides });
  if (!('plan' in read)) throw new Error(read.problems.map(formatProblem).join('\n'));
  const messages: FromWorker[] = [];
  const subtask: Subtask = new Subtask(
    { plan: read.plan, documentText: text, subtask: 0, hasScreen: false },
    {
      clock: systemClock,
      post(message) {
        messages.push(message);
        if (message.type !== 'console') return;
        onPrint();
        queueMicrotask(() => subtask.taken('console'));
      },
    },
  );
  await subtask.run();
  return summary(messages);
}

function summary(messages: readonly FromWorker[]): DocumentRun {
  const printed: Uint8Array[] = [];
  const warnings: string[] = [];
  let nodes: readonly NodeCounts[] = [];
  let fault: FaultDescription | null = null;
  for (const message of messages) {
    if (message.type === 'console') printed.push(message.bytes);
    if (message.type === 'warning') warnings.push(message.message);
    if (message.type === 'counts') nodes = message.nodes;
    if (message.type === 'failed') fault = message.fault;
  }
  return {
    printed: Buffer.concat(printed).toString('utf8'),
    warnings,
    nodes: new Map(nodes.map((each) => [each.id, each])),
    fault,
  };
}
