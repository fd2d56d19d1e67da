import type { AlertEvent } from '../ipc/alerts.ts';

/** Alerts that fire within this time are one notification. */
export const TOGETHER_MS = 1_000;

export interface NotifierParts {
  /** Whether notifications are shown, as far as that is known before the first one. */
  readonly canNotify: boolean;
  /** Shows one notification of all that happened together; gives whether the desktop did. */
  readonly notify: (events: readonly AlertEvent[]) => boolean;
}

export interface NotifierHearer {
  /** Hears of events that the desktop has not shown. */
  readonly onUnshown: (events: readonly AlertEvent[]) => void;
  /** Hears that the desktop was asked: `canNotify` may be another now. */
  readonly onAsked: () => void;
}

/** Brings alerts to the desktop: those that fire together as one notification. */
export class Notifier {
  readonly #notify: NotifierParts['notify'];
  readonly #hearer: NotifierHearer;
  #waiting: AlertEvent[] = [];
  #canNotify: boolean;

  constructor({ canNotify, notify }: NotifierParts, hearer: NotifierHearer) {
    this.#canNotify = canNotify;
    this.#notify = notify;
    this.#hearer = hearer;
  }

  /** Whether the desktop showed the last one. */
  get canNotify(): boolean {
    return this.#canNotify;
  }

  /** Shows `event` in a moment, with all that comes until then. */
  add(event: AlertEvent): void {
    this.#waiting.push(event);
    if (this.#waiting.length === 1) setTimeout(() => this.#showWaiting(), TOGETHER_MS);
  }

  /** Shows `events` at once; gives whether the desktop did. */
  show(events: readonly AlertEvent[]): boolean {
    this.#canNotify = this.#notify(events);
    this.#hearer.onAsked();
    return this.#canNotify;
  }

  #showWaiting(): void {
    const events = this.#waiting;
    this.#waiting = [];
    if (!this.show(events)) this.#hearer.onUnshown(events);
  }
}
