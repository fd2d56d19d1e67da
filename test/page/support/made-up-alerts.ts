import type { AlertReplay, AlertStatus, PageStart } from '../../../electron/ipc/contract.ts';

/** A desktop with notifications on which no alert was made yet. */
export const NO_ALERTS: PageStart['alerts'] = {
  alerts: [],
  canNotify: true,
  mutedUntil: null,
  metrics: [
    { metric: 'system.cpu.utilization', unit: '1' },
    { metric: 'hw.temperature', unit: 'Cel' },
    { metric: 'system.filesystem.utilization', unit: '1' },
  ],
};

const HOT: AlertStatus = {
  id: 'cpu-is-hot',
  rule: {
    name: 'CPU is hot',
    metric: 'hw.temperature',
    entity: null,
    comparison: 'over',
    level: 85,
    clear: 70,
    forSeconds: 30,
  },
  state: 'alerting',
  message: '',
  sensors: [
    { entity: 'package', phase: 'alerting', since: 0, value: 91, isMuted: false },
    { entity: 'nvme0', phase: 'normal', since: 0, value: 43, isMuted: false },
  ],
  mutedUntil: null,
  passedOver: 0,
  isReplay: false,
};

const FULL: AlertStatus = {
  ...HOT,
  id: 'disk-is-full',
  rule: { ...HOT.rule, name: 'Disk is full', metric: 'system.filesystem.utilization', level: 0.9, clear: 0.8 },
  state: 'error',
  message: 'sensors: cannot be read',
  sensors: [],
};

/** What a rule that was just made is in. */
export const NEW_ALERT: Omit<AlertStatus, 'id' | 'rule'> = {
  state: 'normal',
  message: '',
  sensors: [],
  mutedUntil: null,
  passedOver: 0,
  isReplay: false,
};

const REPLAYED_AT = Date.now() - 800_000;

/** What a rule would have done on a recording. */
export const REPLAY: AlertReplay = {
  recording: 'sample',
  readings: 900,
  sensors: 1,
  from: REPLAYED_AT,
  to: REPLAYED_AT + 800_000,
  fired: 2,
  told: 1,
  changes: (['pending', 'alerting', 'recovering', 'normal'] as const).map((phase, i) => ({
    at: REPLAYED_AT + i * 20_000,
    entity: 'package',
    phase,
    value: 86 - i,
    isTold: phase === 'alerting',
  })),
  left: 0,
};

/** One alert that tells and one that cannot, and what was told. */
export const TWO_ALERTS: Pick<PageStart, 'alerts' | 'alertHistory'> = {
  alerts: { ...NO_ALERTS, alerts: [HOT, FULL] },
  alertHistory: [
    {
      at: Date.now() - 600_000,
      name: 'CPU is hot',
      entity: 'package',
      kind: 'fired',
      value: 91,
      metric: 'hw.temperature',
      silent: null,
    },
  ],
};
