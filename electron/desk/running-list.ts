import type { JobStatus } from '../../engine/index.ts';
import { IdList } from './id-list.ts';

/** Which pipelines a person has started and not stopped: the app starts them again, however it ended. */
export class RunningList extends IdList {
  /** Takes out those whose sources have all ended: started again they would begin from the start. */
  follow(statuses: readonly JobStatus[]): void {
    for (const { id, state } of statuses) if (state.kind === 'finished') this.remove(id);
  }
}
