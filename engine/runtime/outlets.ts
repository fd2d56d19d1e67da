import { ConsolePort } from '../sinks/console.ts';
import { Followed } from '../sinks/followed.ts';
import { Notices } from '../sinks/notices.ts';
import { Screen } from '../sinks/screen.ts';
import type { SubtaskStart } from './protocol.ts';
import type { SubtaskPort } from './subtask.ts';

/** The ways to the main thread that sinks of a subtask share. Each has one message on its way at a time, or a few, and waits until it is taken. */
export interface Outlets {
  /** Null where nobody looks at charts. */
  readonly points: Screen | null;
  /** Of the sinks of which every row is followed. */
  readonly followed: Followed;
  readonly notices: Notices;
  readonly console: ConsolePort;
}

export function createOutlets({ hasScreen, plan }: SubtaskStart, port: Pick<SubtaskPort, 'post'>): Outlets {
  return {
    points: hasScreen ? new Screen((points) => port.post({ type: 'points', points })) : null,
    followed: new Followed((points) => port.post({ type: 'followed', points })),
    notices: new Notices((notices) => port.post({ type: 'notices', notices })),
    console: new ConsolePort((bytes) => port.post({ type: 'console', bytes }, [bytes.buffer]), {
      rowsMax: plan.settings.buffer.capacity,
    }),
  };
}
