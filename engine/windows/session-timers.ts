import { Agenda } from '../state/agenda.ts';
import type { Sessions } from './sessions.ts';

/**
 * When sessions fire (at their end − 1 ms) and when they are cleaned up (after the allowed lateness).
 *
 * A session that grows does not move in its agenda: when its old moment comes, it is put down for the new one. So a row that
 * joins a session costs nothing here.
 */
export class SessionTimers {
  readonly #sessions: Sessions;
  readonly #allowedLatenessMs: number;
  readonly #toFire = new Agenda();
  readonly #toCleanUp = new Agenda();

  constructor(sessions: Sessions, allowedLatenessMs: number) {
    this.#sessions = sessions;
    this.#allowedLatenessMs = allowedLatenessMs;
  }

  /** The watermark at which there may be something to do; +Infinity where nothing waits. */
  get nextDue(): number {
    return Math.min(this.#toFire.earliest, this.#toCleanUp.earliest);
  }

  /** `session` has begun: it will be cleaned up. */
  keep(session: number): void {
    if (this.#allowedLatenessMs < Infinity) this.#add(this.#toCleanUp, session, this.#allowedLatenessMs);
  }

  /** `session` is going to fire, at the end that it has then. */
  wait(session: number): void {
    this.#sessions.waits[session] = 1;
    this.#add(this.#toFire, session, 0);
  }

  /** The sessions that fire at `watermark`, which then no longer wait: by their ends, then by their first rows. */
  takeDue(watermark: number): readonly number[] {
    const { ends, firsts, waits } = this.#sessions;
    const due = this.#take(this.#toFire, watermark, 0);
    for (const session of due) waits[session] = 0;
    return due.sort((a, b) => ends[a]! - ends[b]! || firsts[a]! - firsts[b]!);
  }

  /** The sessions that are no longer kept at `watermark`. */
  takeExpired(watermark: number): readonly number[] {
    return this.#take(this.#toCleanUp, watermark, this.#allowedLatenessMs);
  }

  #take(agenda: Agenda, watermark: number, delayMs: number): number[] {
    const taken: number[] = [];
    while (0 < agenda.length && agenda.earliest <= watermark) {
      const session = agenda.take();
      const isGone = this.#sessions.isGone(session);
      this.#sessions.letGo(session);
      if (isGone) continue;
      if (this.#sessions.ends[session]! - 1 + delayMs <= watermark) taken.push(session);
      else this.#add(agenda, session, delayMs);
    }
    return taken;
  }

  #add(agenda: Agenda, session: number, delayMs: number): void {
    this.#sessions.hold(session);
    agenda.add(this.#sessions.ends[session]! - 1 + delayMs, session);
  }
}
