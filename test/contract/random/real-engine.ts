import { watermarkOnly } from '../../../engine/data/batch.ts';
import type { Schema } from '../../../engine/data/types.ts';
import { readDocument } from '../../../engine/document/index.ts';
import type { Plan } from '../../../engine/document/plan.ts';
import { formatProblem } from '../../../engine/document/problem.ts';
import { ByteBuffer } from '../../../engine/files/byte-buffer.ts';
import { NdjsonEncoder } from '../../../engine/files/ndjson-encoder.ts';
import { buildChain } from '../../../engine/runtime/chain.ts';
import type { Chain } from '../../../engine/runtime/entries.ts';
import { systemClock } from '../../../engine/time/clock.ts';
import type { Counts } from '../../reference/run.ts';

/** What the engine did: the same facts as of the slow one. */
export interface EngineRun {
  readonly lines: ReadonlyMap<string, readonly string[]>;
  readonly counts: ReadonlyMap<string, Counts>;
}

/** The plan of the document `text`, whose paths are relative to `folder`. */
export function planOf(text: string, folder: string): Plan {
  const read = readDocument(text, { file: 'random.yaml', baseFolder: folder, environment: {} });
  if ('plan' in read) return read.plan;
  throw new Error(`the engine refuses a valid document:\n${read.problems.map(formatProblem).join('\n')}`);
}

/**
 * Runs `plan` to the end of its sources, with batches of `batchSize` rows. `turns` says which source gives its next batch;
 * without it, one source after the other.
 */
export async function runEngine(plan: Plan, batchSize: number, turns: readonly string[] = []): Promise<EngineRun> {
  const sized: Plan = { ...plan, settings: { ...plan.settings, batch: { ...plan.settings.batch, size: batchSize } } };
  const start = { plan: sized, documentText: '', subtask: 0, hasScreen: false };
  const chain = buildChain(start, { clock: systemClock, post: () => undefined });
  const lines = new Map(chain.sinks.map((entry) => [entry.node.id, tap(entry)]));
  const { signal } = new AbortController();
  const feed = async ({ source, output, stamp }: Chain['sources'][number]): Promise<boolean> => {
    const batch = await source.poll(signal);
    if (batch && 0 < batch.length) output.receive(stamp(batch));
    return batch !== null;
  };
  try {
    for (const { source } of chain.sources) await source.open();
    for (const id of turns) await feed(chain.sources.find(({ node }) => node.id === id)!);
    for (const entry of chain.sources) {
      while (await feed(entry));
      entry.output.receive(watermarkOnly(entry.node.schema, Infinity));
    }
  } finally {
    for (const { source } of chain.sources) await source.close();
  }
  const counts = chain.nodes.map(
    ({ counters: { id, rowsIn, rowsOut, late, rejected } }) => [id, { rowsIn, rowsOut, late, rejected }] as const,
  );
  return {
    lines: new Map([...lines].map(([id, texts]) => [id, texts.join('').split('\n').slice(0, -1)])),
    counts: new Map(counts),
  };
}

/** The texts of the batches that a sink is given, instead of what it does with them. */
function tap({
  node,
  sink,
}: {
  readonly node: { readonly schema: Schema };
  readonly sink: Chain['sinks'][number]['sink'];
}): string[] {
  const texts: string[] = [];
  const encoder = new NdjsonEncoder(node.schema);
  sink.receive = (batch) => {
    if (batch.length === 0) return;
    const buffer = new ByteBuffer();
    encoder.encode(batch, buffer);
    texts.push(Buffer.from(buffer.take()).toString('utf8'));
  };
  return texts;
}
