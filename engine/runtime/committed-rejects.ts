import type { RejectsFile } from '../files/rejects.ts';
import type { Committed } from './commits.ts';

/** The part in a commit of rejected rows: they are durable when the rows that passed are. */
export function committedRejects(store: RejectsFile): Committed {
  return {
    async prepareCommit() {
      await store.sync();
      return null;
    },
    commit: () => Promise.resolve(),
  };
}
