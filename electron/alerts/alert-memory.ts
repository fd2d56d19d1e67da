import { readFileSync } from 'node:fs';
import type { AlertEvent, MutedUntil } from '../ipc/alerts.ts';
import { replaceFile } from '../replace-file.ts';

/** Events that are kept: what a person reads. */
export const EVENTS_KEPT = 500;

/** What alerts told and what is mute, over restarts. */
export class AlertMemory {
  readonly #file: string;
  readonly #onTrouble: (error: unknown) => void;
  /** The newest first. */
  #events: readonly AlertEvent[];
  readonly #muted: Map<string, MutedUntil>;

  constructor(file: string, onTrouble: (error: unknown) => void) {
    this.#file = file;
    this.#onTrouble = onTrouble;
    const { events, muted } = read(file);
    this.#events = events;
    this.#muted = new Map(muted);
  }

  get events(): readonly AlertEvent[] {
    return this.#events;
  }

  add(event: AlertEvent): void {
    this.#events = [event, ...this.#events].slice(0, EVENTS_KEPT);
    this.#save();
  }

  /** Notes of `events`, which were added, that the desktop has not shown them. */
  noteUnshown(events: readonly AlertEvent[]): void {
    this.#events = this.#events.map((event) => (events.includes(event) ? { ...event, silent: 'unshown' } : event));
    this.#save();
  }

  /** Until when rule `id`, or one sensor of it, is mute at the moment `now`; null where it is not. */
  mutedUntil(id: string | null, entity: string | null, now: number): MutedUntil | null {
    const until = this.#muted.get(JSON.stringify([id, entity]));
    return until === undefined || (typeof until === 'number' && until <= now) ? null : until;
  }

  /** Mutes rule `id`, one sensor of it, or (null) all; until null, it tells again. */
  mute(id: string | null, entity: string | null, until: MutedUntil | null): void {
    const key = JSON.stringify([id, entity]);
    if (until === null) this.#muted.delete(key);
    else this.#muted.set(key, until);
    this.#save();
  }

  #save(): void {
    try {
      replaceFile(this.#file, `${JSON.stringify({ events: this.#events, muted: [...this.#muted] })}\n`);
    } catch (error) {
      this.#onTrouble(error);
    }
  }
}

interface Kept {
  readonly events: readonly AlertEvent[];
  readonly muted: readonly (readonly [string, MutedUntil])[];
}

function read(file: string): Kept {
  try {
    const { events, muted } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    return {
      events: Array.isArray(events) ? events.filter(isEvent) : [],
      muted: Array.isArray(muted) ? muted.filter(isMute) : [],
    };
  } catch {
    // A first start, or a damaged file: alerts tell all the same.
    return { events: [], muted: [] };
  }
}

function isEvent(value: unknown): value is AlertEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { at, name, entity, kind, metric } = value as Record<string, unknown>;
  const areTexts = [name, entity, metric].every((text) => typeof text === 'string');
  return Number.isFinite(at) && areTexts && ['fired', 'recovered', 'told'].includes(kind as string);
}

function isMute(value: unknown): value is readonly [string, MutedUntil] {
  if (!Array.isArray(value) || typeof value[0] !== 'string') return false;
  return value[1] === 'unmuted' || Number.isFinite(value[1]);
}
