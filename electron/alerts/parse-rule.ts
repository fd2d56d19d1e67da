import { Fault } from '../../engine/index.ts';
import type { AlertRule, MuteSpan } from '../ipc/alerts.ts';

/** The rule as the page sent it. */
export function parseRule(value: unknown): AlertRule {
  const rule = (typeof value === 'object' && value !== null ? value : {}) as Record<keyof AlertRule, unknown>;
  const { name, metric, entity, comparison, level, clear, forSeconds } = rule;
  const isGood = {
    name: isText(name, 80),
    metric: typeof metric === 'string' && /^[a-z0-9_.]{1,80}$/.test(metric),
    entity: entity === null || isText(entity, 100),
    comparison: comparison === 'over' || comparison === 'under',
    level: isNumber(level),
    clear: isNumber(clear) && isNumber(level) && (comparison === 'over' ? clear <= level : level <= clear),
    forSeconds: Number.isSafeInteger(forSeconds) && 0 <= (forSeconds as number) && (forSeconds as number) <= 1_000,
  } satisfies Record<keyof AlertRule, boolean>;
  const wrong = Object.entries(isGood).find(([, isFine]) => !isFine);
  if (wrong) throw new Fault('bad-request', `alert: "${wrong[0]}" cannot be what was written`);
  // A document has no zero below zero.
  const levels = { level: (level as number) + 0, clear: (clear as number) + 0 };
  return { name: (name as string).trim(), metric, entity, comparison, ...levels, forSeconds } as AlertRule;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e15;
}

function isText(value: unknown, max: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= max && !/\p{Cc}/u.test(value);
}

/** How long something is to be mute. */
export function parseSpan(value: unknown): MuteSpan {
  if (value === 'hour' || value === 'restart' || value === 'unmuted' || value === 'now') return value;
  throw new Fault('bad-request', 'mute: it has to be hour, restart, unmuted or now');
}

/** One sensor of a rule; null: all of them. */
export function parseEntity(value: unknown): string | null {
  if (value === null || (typeof value === 'string' && value.length <= 100)) return value;
  throw new Fault('bad-request', 'mute: the sensor has to be a short name or null');
}
