/** What an alert watches, and when it tells. */
export interface AlertRule {
  readonly name: string;
  readonly metric: string;
  /** The sensor, disk or interface that is meant; null: each on its own. */
  readonly entity: string | null;
  readonly comparison: 'over' | 'under';
  /** In the metric's own unit. */
  readonly level: number;
  /** It is well again only beyond this, so that a value around the level does not flicker. */
  readonly clear: number;
  /** For how many seconds in a row the level has to be passed. */
  readonly forSeconds: number;
}

export type AlertPhase = 'normal' | 'pending' | 'alerting' | 'recovering';

/** Until when something is mute: a moment, or `unmuted` where only a person ends it. `restart` is read by no later run. */
export type MutedUntil = number | 'restart' | 'unmuted';

/** One sensor as one rule sees it. */
export interface WatchedSensor {
  readonly entity: string;
  readonly phase: AlertPhase;
  /** When the phase began, in event time. */
  readonly since: number;
  readonly value: number;
  readonly isMuted: boolean;
}

/** A rule while its pipeline runs, or why it does not. */
export interface AlertStatus {
  /** The pipeline's. */
  readonly id: string;
  readonly rule: AlertRule;
  /** The worst of its sensors; `no-data`: no reading for some time; `error`: its pipeline has failed; `off`: it does not run. */
  readonly state: AlertPhase | 'no-data' | 'error' | 'off';
  /** Of an error, what happened. */
  readonly message: string;
  readonly sensors: readonly WatchedSensor[];
  /** Until when it alone tells nothing; all of them may be mute besides. */
  readonly mutedUntil: MutedUntil | null;
  /** Readings of sensors that are too many to be followed. */
  readonly passedOver: number;
  /** Its readings are those of a recording: it never notifies. */
  readonly isReplay: boolean;
}

/** Something that an alert, or a notification sink, told, or would have told. */
export interface AlertEvent {
  /** Event time. */
  readonly at: number;
  readonly name: string;
  /** The sensor; of what a notification sink told, the text below its title. */
  readonly entity: string;
  /** `told`: by a notification sink of a pipeline. */
  readonly kind: 'fired' | 'recovered' | 'told';
  /** Null of what a notification sink told. */
  readonly value: number | null;
  readonly metric: string;
  /** Why no notification came of it, `unshown`: the desktop showed none; null: one did, or comes in a moment. */
  readonly silent: 'muted' | 'replay' | 'cooling' | 'unshown' | null;
}

/** What an alert can watch, and the UCUM code of its values. */
export interface AlertMetric {
  readonly metric: string;
  readonly unit: string;
}

/** All alerts as they are now. */
export interface AlertsState {
  readonly alerts: readonly AlertStatus[];
  readonly metrics: readonly AlertMetric[];
  /** Until when all of them tell nothing; null: each tells that is not mute itself. */
  readonly mutedUntil: MutedUntil | null;
  /** Whether the desktop shows notifications; without it, they are in the window only. */
  readonly canNotify: boolean;
}

/** What has changed of the alerts, and what holds for all of them. */
export interface AlertsChange extends Pick<AlertsState, 'mutedUntil' | 'canNotify'> {
  /** The ids of all alerts, in their order. */
  readonly order: readonly string[];
  /** Those that are not as they were told before. */
  readonly changed: readonly AlertStatus[];
}

/** One change that a rule would have made on a recording. */
export interface ReplayedChange {
  /** Event time. */
  readonly at: number;
  readonly entity: string;
  readonly phase: AlertPhase;
  readonly value: number;
  /** Whether a notification would have come of it. */
  readonly isTold: boolean;
}

/** What a rule would have done on a recording. */
export interface AlertReplay {
  /** The recording's id. */
  readonly recording: string;
  readonly readings: number;
  readonly sensors: number;
  /** The first and the last reading; null where there was none. */
  readonly from: number | null;
  readonly to: number | null;
  readonly fired: number;
  /** How often it would have notified: not again within ten minutes of the same sensor. */
  readonly told: number;
  /** In the order of their times. */
  readonly changes: readonly ReplayedChange[];
  /** Changes that are not listed, because there were too many. */
  readonly left: number;
}

/** For how long something is mute; `now`: it tells again. */
export type MuteSpan = 'hour' | 'restart' | 'unmuted' | 'now';

/** What the page may ask of the alerts. */
export interface AlertRequests {
  /** Makes a rule and starts it. */
  createAlert(rule: AlertRule): AlertsState;
  /** Makes an alert another rule; the rest of its document stays. */
  changeAlert(id: string, rule: AlertRule): AlertsState;
  /** Says what a rule would have done on a recording, and notifies nobody; null where another answer was asked for meanwhile. */
  replayAlert(rule: AlertRule, recording: string): AlertReplay | null;
  /** Mutes a rule, one of its sensors, or (null) all rules. */
  muteAlert(id: string | null, entity: string | null, span: MuteSpan): AlertsState;
  /** Shows a notification as the rule would. */
  testAlert(id: string): null;
}
