// Code that must not compile: what the contract between the page and the main process is there to prevent.
import type { Bridge } from '../../electron/ipc/contract.ts';
import type { Handlers } from '../../electron/ipc/serve.ts';
import type { PageLink } from '../../electron/ipc/notify.ts';
import type { JobStatus } from '../../engine/index.ts';

declare const bridge: Bridge;

// @ts-expect-error no such request
void bridge.request('startPipelines', 'a');
// @ts-expect-error the id is a string
void bridge.request('startPipeline', 1);
// @ts-expect-error one argument, not two
void bridge.request('startPipeline', 'a', 'b');
// @ts-expect-error an argument, not none
void bridge.request('frameDrawn');
// @ts-expect-error a notice cannot be asked for
void bridge.request('frame');
// @ts-expect-error no such notice
bridge.listen('frames', () => undefined);
// @ts-expect-error a frame has no points, it has series
bridge.listen('frame', ({ points }) => void points);
// @ts-expect-error an answer may be a fault, so its value is not simply there
void bridge.request('listRecordings').then(({ value }) => void value);

declare function start(id: string): JobStatus;

export const handlers: Pick<Handlers, 'startPipeline'> = {
  // @ts-expect-error the argument is unknown until it is parsed
  startPipeline: (id) => start(id),
};

export const answers: Pick<Handlers, 'stopRecording'> = {
  // @ts-expect-error the answer is null
  stopRecording: () => 'stopped',
};

declare const link: PageLink;
// @ts-expect-error a notice carries its whole value
link.tell('costChanged', { cpuPercent: 1 });
