import type { SourceNode } from '../document/plan.ts';
import { createFileSource } from '../sources/file.ts';
import { createGeneratorSource } from '../sources/generator.ts';
import { createHttpSource } from '../sources/http.ts';
import { createKafkaSource } from '../sources/kafka.ts';
import { createRecordingSource } from '../sources/recording.ts';
import type { Source, SourceContext } from '../sources/source.ts';
import { createSystemSource } from '../sources/system.ts';
import { kafkaSurroundings } from './kafka-surroundings.ts';
import { programSource } from './program-part.ts';
import type { SubtaskStart } from './protocol.ts';
import type { SubtaskPort } from './subtask.ts';

/** The source that `node` asks for, or that the program has for it, going on from where it was at the checkpoint to restore. */
export function createSource(
  node: SourceNode,
  context: SourceContext,
  { programs, restore, trial }: Pick<SubtaskStart, 'programs' | 'restore'> & Pick<SubtaskPort, 'trial'>,
): Source {
  if (trial) return trial.source(node, context);
  const from = restore?.metadata.sources[node.id] ?? null;
  const own = { ...context, from, ...(restore?.pause && { pause: restore.pause }) };
  return programSource(programs, node, own) ?? createPlanned(node, own);
}

function createPlanned(node: SourceNode, context: SourceContext): Source {
  const { source } = node;
  switch (source.type) {
    case 'system':
      return createSystemSource(source, context);
    case 'file':
      return createFileSource(source, context, context.from ?? null);
    case 'generator':
      return createGeneratorSource(source, context, { from: context.from ?? null });
    case 'recording':
      return createRecordingSource(source, context, { from: context.from ?? null });
    case 'http':
      return createHttpSource(source, node.schema, context);
    case 'kafka':
      return createKafkaSource(source, node.schema, { context, around: kafkaSurroundings(source, false) });
  }
}
