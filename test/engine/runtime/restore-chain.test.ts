import { expect, test } from 'vitest';
import type { CheckpointMetadata } from '../../../engine/checkpoints/metadata.ts';
import { writeState } from '../../../engine/checkpoints/state-file.ts';
import { DurableFiles } from '../../../engine/files/durable.ts';
import type { Chain } from '../../../engine/runtime/entries.ts';
import { restoreChain } from '../../../engine/runtime/restore-chain.ts';
import type { Snapshot, Stateful } from '../../../engine/state/snapshot.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** What the nodes `a` and `b` are given of a checkpoint that has something of both, as far as it is to count for the nodes `known`. */
async function restored(known: readonly string[], restore: Stateful['restore'] = () => undefined) {
  const folder = temporaryFolder();
  const files = new DurableFiles({ code: 'checkpoint-failed', title: 'test' });
  const state = { a: { operator: { n: Int32Array.of(1) } }, b: { operator: { n: Int32Array.of(2) } } };
  const file = await writeState(files, { folder, name: 'subtask-0.state' }, state);
  const metadata = { files: [file], nodes: known.map((id) => ({ id })) } as unknown as CheckpointMetadata;
  const given: Record<string, readonly Snapshot[]> = {};
  const part = (id: string): Stateful =>
    ({ restore: (saved: readonly Snapshot[], groups) => ((given[id] = saved), restore(saved, groups)) }) as Stateful;
  const states: Chain['states'] = new Map([
    ['a', { operator: part('a') }],
    ['b', { operator: part('b'), time: part('b, of which nothing was saved') }],
  ]);
  await restoreChain({ states }, { folder, metadata });
  return given;
}

test('nodes are given what was saved of them', async () => {
  expect(await restored(['a', 'b'])).toEqual({ a: [{ n: Int32Array.of(1) }], b: [{ n: Int32Array.of(2) }] });
});

test('one whose state is left behind, as it has changed, begins anew, though the files have it', async () => {
  expect(await restored(['b'])).toEqual({ b: [{ n: Int32Array.of(2) }] });
});

test('state that does not fit is told with the node that it is of', async () => {
  const fails = (): never => {
    throw new Error('no column "n"');
  };
  await expect(restored(['a'], fails)).rejects.toThrow(
    /^node "a": its state in .* cannot be restored \(no column "n"\)$/,
  );
});
