import type { AbsentReading, AppCost, Frame, PageStart } from '../../electron/ipc/contract.ts';
import type { PageBridge } from '../bridge.ts';
import { Dashboards } from '../dashboards/dashboards.svelte.ts';
import type { Frames } from '../live/frames.ts';
import { Live } from '../live/live.svelte.ts';
import { Past } from '../live/past.svelte.ts';
import { View } from '../live/view.svelte.ts';
import { Alerts } from './alerts.svelte.ts';
import { Exporting } from './exporting.svelte.ts';
import { Faults } from './faults.svelte.ts';
import { Pipelines } from './pipelines.svelte.ts';
import { Recordings } from './recordings.svelte.ts';
import { PageSettings } from './settings.svelte.ts';
import { Silence } from './silence.svelte.ts';
import { Router } from './route.svelte.ts';

/** Everything that the page knows, made once when it is loaded. */
export class PageState {
  readonly live: Live;
  readonly past: Past;
  readonly frames: Frames;
  readonly view = new View();
  readonly router = new Router();
  readonly faults: Faults;
  readonly silence = new Silence();
  readonly pipelines: Pipelines;
  readonly recordings: Recordings;
  readonly exporting: Exporting;
  readonly settings: PageSettings;
  readonly dashboards: Dashboards;
  readonly alerts: Alerts;
  absent = $state.raw<readonly AbsentReading[]>([]);
  cost = $state.raw<AppCost | null>(null);
  /** How far down the page is, in pixels. */
  scrollTop = $state(0);
  /** What lies over the page: the palette of commands, or the key map. */
  overlay = $state<'palette' | 'keys' | null>(null);

  constructor(start: PageStart, bridge: PageBridge, frames: Frames) {
    this.frames = frames;
    this.faults = new Faults();
    this.settings = new PageSettings(start.settings, bridge, this.faults);
    this.alerts = new Alerts(start.alerts, start.alertHistory, { bridge, faults: this.faults });
    this.live = new Live(start.charts, start.history);
    this.view.since = this.live.since;
    this.absent = start.absent;
    this.past = new Past(bridge, this.live, this.faults);
    this.pipelines = new Pipelines(bridge, this.faults);
    this.exporting = new Exporting(bridge, this.faults);
    this.recordings = new Recordings(bridge, this.faults);
    this.recordings.isEncrypted = () => this.settings.chosen.encryption === 'passphrase';
    this.recordings.receive(start.recordings);
    this.dashboards = new Dashboards(start.dashboards, bridge, this.faults);
    this.dashboards.receiveCharts(start.charts);
    this.receivePipelines(start.pipelines, performance.now());
    this.pipelines.drafts.receive(start.edited);
    this.cost = start.cost;
  }

  /** Takes in new points of the charts. */
  receiveFrame(frame: Frame): void {
    this.live.receive(frame);
    this.view.since = this.live.since;
  }

  /** Takes in which charts there are. */
  receiveCharts(charts: PageStart['charts']): void {
    this.live.receiveCharts(charts);
    this.dashboards.receiveCharts(charts);
  }

  /** Takes in the pipelines, and with them the recording that one of them makes. */
  receivePipelines(all: PageStart['pipelines'], nowMs: number): void {
    this.pipelines.receive(all, nowMs);
    this.recordings.receiveCurrent(this.pipelines.recording);
  }
}
