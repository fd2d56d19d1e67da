import type { AlertPhase, AlertRule } from '../ipc/alerts.ts';

/** A rule tells of the same sensor again only after this, in event time. */
export const COOL_DOWN_MS = 10 * 60_000;

/** For how long a value has to be clear. */
export const CLEAR_FOR_MS = 5_000;

/** Readings further apart than this say nothing of the time between them: a machine that slept was not hot all night. */
export const GAP_MS = 15_000;

/** What a rule knows of one sensor. */
export interface AlertState {
  readonly phase: AlertPhase;
  /** When the phase began. */
  readonly since: number;
  /** The newest reading. */
  readonly at: number;
  readonly value: number;
  /** When it last told that it fired. */
  readonly toldAt: number;
}

export interface AlertStep {
  readonly state: AlertState;
  readonly event: 'fired' | 'recovered' | null;
  /** It fired, or recovered from what it fired, within the cool-down: it is noted and not told. */
  readonly isCooling: boolean;
}

export const FIRST_STATE: AlertState = {
  phase: 'normal',
  since: -Infinity,
  at: -Infinity,
  value: NaN,
  toldAt: -Infinity,
};

/**
 * What one more reading makes of a sensor's state. All in event time: the same readings give the same events, live or from a recording. A
 * reading without a value, or older than the newest one, changes nothing.
 */
export function nextState(
  rule: Pick<AlertRule, 'comparison' | 'level' | 'clear' | 'forSeconds'>,
  before: AlertState,
  reading: { readonly at: number; readonly value: number },
): AlertStep {
  const { at, value } = reading;
  if (Number.isNaN(value) || at <= before.at) return { state: before, event: null, isCooling: false };
  const isGap = GAP_MS < at - before.at;
  const phase = nextPhase(before, { rule, at, value, isGap });
  // What waited to last begins anew after a gap.
  const isWaiting = phase === 'pending' || phase === 'recovering';
  const since = phase !== before.phase || (isGap && isWaiting) ? at : before.since;
  const event = eventBetween(before.phase, phase);
  const isCooling = event === 'fired' && at - before.toldAt < COOL_DOWN_MS;
  const toldAt = event === 'fired' && !isCooling ? at : before.toldAt;
  return { state: { phase, since, at, value, toldAt }, event, isCooling };
}

/**
 * What is left of a sensor's state once the rule `before` has become `after`, of the same metric and comparison. What fires goes on, and is not
 * told again; a level that it no longer passes is the end of it. Where nothing fires, the next time is told, however long ago the last one was.
 */
export function stateAfterEdit(before: Level, after: Level, state: AlertState): Omit<AlertStep, 'isCooling'> {
  if (before.level === after.level) return { state, event: null };
  const { phase, at, value } = state;
  const isBeyond = passes(after, value);
  // Of a stricter level it is as far from being well as it was.
  const isStricter = passes(after, before.level);
  if (phase === 'alerting' || phase === 'recovering') {
    if (isBeyond) return { state: { ...state, phase: 'alerting' }, event: null };
    return isStricter ? { state, event: null } : { state: { ...FIRST_STATE, at, value }, event: 'recovered' };
  }
  return { state: isBeyond ? { ...state, toldAt: -Infinity } : { ...FIRST_STATE, at, value }, event: null };
}

type Level = Pick<AlertRule, 'comparison' | 'level'>;

/** Whether `value` is where the rule fires. */
function passes({ comparison, level }: Level, value: number): boolean {
  return comparison === 'over' ? level < value : value < level;
}

interface Moment {
  readonly rule: Pick<AlertRule, 'comparison' | 'level' | 'clear' | 'forSeconds'>;
  readonly at: number;
  readonly value: number;
  readonly isGap: boolean;
}

function nextPhase({ phase, since }: AlertState, { rule, at, value, isGap }: Moment): AlertPhase {
  const { comparison, clear, forSeconds } = rule;
  const isBeyond = passes(rule, value);
  const isClear = comparison === 'over' ? value <= clear : clear <= value;
  const lasted = (ms: number): boolean => !isGap && ms <= at - since;
  switch (phase) {
    case 'normal':
      return isBeyond ? (forSeconds === 0 ? 'alerting' : 'pending') : 'normal';
    case 'pending':
      if (!isBeyond) return 'normal';
      return lasted(forSeconds * 1_000) ? 'alerting' : 'pending';
    case 'alerting':
      return isClear ? 'recovering' : 'alerting';
    case 'recovering':
      if (!isClear) return 'alerting';
      return lasted(CLEAR_FOR_MS) ? 'normal' : 'recovering';
  }
}

function eventBetween(before: AlertPhase, after: AlertPhase): AlertStep['event'] {
  if (after === 'alerting' && (before === 'pending' || before === 'normal')) return 'fired';
  return before === 'recovering' && after === 'normal' ? 'recovered' : null;
}
