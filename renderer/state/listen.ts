import type { Notices } from '../../electron/ipc/contract.ts';
import type { PageBridge } from '../bridge.ts';
import type { PageState } from './page-state.svelte.ts';

/** The notices that came before the page knew what they are about. */
export interface EarlyNotices {
  /** Hands over all that came, in order, and everything that comes from now on. */
  deliver(state: PageState): void;
}

type Handle = (state: PageState) => void;

/**
 * Listens to main from the first moment: notices that come while `openPage` is answered wait for `deliver`,
 * so that none is lost between the start and the first frame.
 */
export function listen(bridge: PageBridge): EarlyNotices {
  let waiting: Handle[] = [];
  let receive = (handle: Handle): void => void waiting.push(handle);
  bridge.listen('frame', (frame) => receive((state) => takeFrame(frame, state, bridge)));
  bridge.listen('pipelinesChanged', (all) => receive((state) => state.receivePipelines(all, performance.now())));
  bridge.listen('chartsChanged', (all) => receive((state) => state.receiveCharts(all)));
  bridge.listen('editedChanged', (ids) => receive((state) => state.pipelines.drafts.receive(ids)));
  bridge.listen('recordingsChanged', (all) => receive((state) => state.recordings.receive(all)));
  bridge.listen('costChanged', (cost) => receive((state) => (state.cost = cost)));
  bridge.listen('absentChanged', (absent) => receive((state) => (state.absent = absent)));
  bridge.listen('settingsChanged', (settings) => receive((state) => state.settings.receive(settings)));
  bridge.listen('alertsChanged', (change) => receive((state) => state.alerts.receive(change)));
  bridge.listen('alertHistoryChanged', (events) => receive((state) => (state.alerts.history = events)));
  bridge.listen('fault', (fault) => receive((state) => state.faults.report(fault)));
  return {
    deliver(state) {
      receive = (handle) => {
        state.silence.heard();
        handle(state);
      };
      state.silence.heard();
      for (const handle of waiting) handle(state);
      waiting = [];
    },
  };
}

/** Main sends the next frame when this one is drawn. */
function takeFrame(frame: Notices['frame'], state: PageState, bridge: PageBridge): void {
  const { frames } = state;
  state.receiveFrame(frame);
  frames.dataArrived(() => {
    // Without an answer main would hold back all further frames; where the request itself fails, main is gone.
    bridge.request('frameDrawn', frame.sequence).catch(() => undefined);
  });
}
