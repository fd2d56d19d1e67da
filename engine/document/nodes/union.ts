import type { DraftInput } from '../graph/draft.ts';
import type { UnionOptions } from '../plan.ts';
import { commonStream } from './common-stream.ts';
import type { Built, NodeContext, Stream } from './stream.ts';

/** An operator that makes one stream of several. */
export function buildUnion(
  inputs: readonly Stream[],
  written: readonly DraftInput[],
  { problems }: NodeContext,
): Built<UnionOptions> {
  return { ...commonStream(inputs, written, { reader: 'union', problems }), options: { type: 'union' } };
}
