import type { FaultDescription } from '../../engine/index.ts';
import type { NoticeName, Notices } from './contract.ts';

/** The part of Electron's `webContents` that notices go through. */
export interface NoticeChannel {
  isDestroyed(): boolean;
  isCrashed(): boolean;
  send(channel: string, ...args: unknown[]): void;
}

/** Faults kept for a page that is not there yet; older ones are only in the log. */
const WAITING_FAULTS_MAX = 10;

/**
 * Tells the page what it did not ask for: the only place that sends to it. A notice carries the whole new value, so while
 * nobody looks only the latest of each name is kept, and of alerts, of which changes are told, the latest of each. Without a page, faults wait and everything else is
 * dropped: a page begins with the state of things.
 */
export class PageLink {
  #channel: () => NoticeChannel | null = () => null;
  readonly #latest = new Map<NoticeName, unknown>();
  #faults: FaultDescription[] = [];
  #isOpen = false;
  #isPaused = false;

  /** Where notices go from now on; `channel` gives null while there is no window. */
  attach(channel: () => NoticeChannel | null): void {
    this.#channel = channel;
  }

  tell<N extends NoticeName>(name: N, notice: Notices[N]): void {
    if (!this.#isOpen) return;
    if (this.#isPaused) this.#latest.set(name, this.#joined(name, notice));
    else this.#send(name, notice);
  }

  /** Shows trouble that belongs to nothing on the page. */
  tellFault(fault: FaultDescription): void {
    if (this.#isOpen && !this.#isPaused) return this.#send('fault', fault);
    this.#faults = [...this.#faults, fault].slice(-WAITING_FAULTS_MAX);
  }

  /** The page listens. Faults that waited follow once the answer that opened it is on its way. */
  open(): void {
    this.#isOpen = true;
    setImmediate(() => this.#sendWaiting());
  }

  close(): void {
    this.#isOpen = false;
    this.#latest.clear();
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#sendWaiting();
  }

  /** Of alerts only changes are told: none of them may be lost while nobody looks. */
  #joined(name: NoticeName, notice: unknown): unknown {
    const before = this.#latest.get(name);
    if (name !== 'alertsChanged' || before === undefined) return notice;
    const [first, second] = [before, notice] as readonly Notices['alertsChanged'][];
    const kept = first!.changed.filter(({ id }) => !second!.changed.some((each) => each.id === id));
    return { ...second!, changed: [...kept, ...second!.changed] };
  }

  #sendWaiting(): void {
    if (!this.#isOpen || this.#isPaused) return;
    const notices = [...this.#latest];
    const faults = this.#faults;
    this.#latest.clear();
    this.#faults = [];
    for (const [name, notice] of notices) this.#send(name, notice);
    for (const fault of faults) this.#send('fault', fault);
  }

  #send(name: NoticeName, notice: unknown): void {
    const channel = this.#channel();
    if (channel === null || channel.isDestroyed() || channel.isCrashed()) return;
    channel.send(name, notice);
  }
}
