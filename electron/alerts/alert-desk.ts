import type { JobNotice, JobPoints, JobStatus } from '../../engine/index.ts';
import { Fault } from '../../engine/index.ts';
import type { AlertEvent, AlertsChange, AlertsState, AlertStatus, MutedUntil, MuteSpan } from '../ipc/alerts.ts';
import type { AlertMemory } from './alert-memory.ts';
import { ALERT_METRICS } from './metrics.ts';
import { Notifier, type NotifierParts } from './notifier.ts';
import { READINGS_SINK, ruleOf } from './rule-document.ts';
import { RuleWatch, type Occurrence } from './rule-watch.ts';

/** How often what the clock alone changes is looked at: readings that stay away, mutes that end. */
const LOOK_MS = 5_000;

const HOUR_MS = 3_600_000;

export interface AlertDeskParts extends NotifierParts {
  readonly memory: Pick<AlertMemory, 'events' | 'add' | 'noteUnshown' | 'mutedUntil' | 'mute'>;
  readonly now: () => number;
  /** Hears what has changed of the rules. */
  readonly onChange: (change: AlertsChange) => void;
  /** Hears all that was told, the newest first, whenever there is more. */
  readonly onHistory: (events: readonly AlertEvent[]) => void;
}

/** The rules among the pipelines: follows their readings, and tells a person, once, what lasted. */
export class AlertDesk {
  readonly #parts: AlertDeskParts;
  readonly #notifier: Notifier;
  readonly #watches = new Map<string, RuleWatch>();
  readonly #texts = new Map<string, string>();
  #jobs = new Map<string, JobStatus>();
  /** The rules that a person changes now: their pipelines stop and start again. */
  readonly #changing = new Set<string>();
  /** What was told of each rule last. */
  readonly #told = new Map<string, string>();
  /** What was told of all of them last. */
  #ofAll = '';
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: AlertDeskParts) {
    this.#parts = parts;
    this.#notifier = new Notifier(parts, {
      onUnshown: (events) => this.#noteUnshown(events),
      onAsked: () => this.#tell([]),
    });
  }

  get state(): AlertsState {
    const alerts = [...this.#watches].map(([id, watch]) => this.#status(id, watch));
    return { alerts, metrics: ALERT_METRICS, mutedUntil: this.#muteOf(null), canNotify: this.#notifier.canNotify };
  }

  /** What was told, the newest first. */
  get history(): readonly AlertEvent[] {
    return this.#parts.memory.events;
  }

  /** Looks at how the pipelines are, and which of them are rules; `textOf` gives a pipeline's document. */
  follow(jobs: readonly JobStatus[], textOf: (id: string) => string): void {
    this.#jobs = new Map(jobs.map((job) => [job.id, job]));
    for (const { id } of jobs) this.#read(id, textOf(id));
    // Its text is forgotten with it: a rule that is put back has the same.
    for (const id of this.#texts.keys()) if (!this.#jobs.has(id)) this.#forget(id);
    for (const [id, watch] of this.#watches) {
      const { kind } = this.#jobs.get(id)!.state;
      const isOver = kind === 'stopped' || kind === 'finished';
      if (isOver && !this.#changing.has(id)) watch.reset(this.#parts.now());
    }
    this.#timer ??= setInterval(() => this.#tell(), LOOK_MS);
    this.#tell();
  }

  /** Whether a pipeline is a rule. */
  has(id: string): boolean {
    return this.#watches.has(id);
  }

  /** Waits for `change`, which lets rule `id` go on as another one: what it knows of its sensors stays meanwhile. */
  async whileChanging(id: string, change: () => Promise<unknown>): Promise<void> {
    this.#changing.add(id);
    try {
      await change();
    } finally {
      this.#changing.delete(id);
    }
  }

  /** Takes in readings; gives whether they are those of a rule. */
  take({ job, sink, series }: JobPoints): boolean {
    const watch = this.#watches.get(job);
    if (watch === undefined || sink !== READINGS_SINK) return false;
    for (const { series: entity, times, values } of series)
      for (const happened of watch.take(entity, times, values, this.#parts.now())) this.#note(job, happened);
    this.#tell([job]);
    return true;
  }

  /** Notes what a notification sink told, and notifies a person of it where that is not muted. */
  hear({ job, at, title, body, leftOut }: JobNotice): void {
    const entity = [body, leftOut === 0 ? '' : `+${leftOut}`].filter((part) => part !== '').join(' · ');
    const silent = this.#isReplayed(job) ? 'replay' : this.#isMute(job) ? 'muted' : null;
    this.#keep({ at, name: title, metric: '', entity, kind: 'told', value: null, silent });
  }

  mute(id: string | null, entity: string | null, span: MuteSpan): AlertsState {
    if (id !== null) this.#find(id);
    const { memory, now } = this.#parts;
    const untils: Readonly<Record<MuteSpan, MutedUntil | null>> = {
      hour: now() + HOUR_MS,
      restart: 'restart',
      unmuted: 'unmuted',
      now: null,
    };
    memory.mute(id, entity, untils[span]);
    this.#tell();
    return this.state;
  }

  /** Shows a notification as the rule would, muted or not: a person asked for it. */
  test(id: string): null {
    const { name, metric, level } = this.#find(id).rule;
    const event = {
      at: this.#parts.now(),
      name,
      metric,
      entity: '',
      value: level,
      kind: 'fired',
      silent: null,
    } as const;
    if (this.#notifier.show([event])) return null;
    const advice = 'what alerts tell stands on their page, and is counted beside its name';
    throw new Fault('conflict', `alert "${id}": this desktop shows no notifications; ${advice}`);
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  #forget(id: string): void {
    this.#texts.delete(id);
    this.#watches.delete(id);
  }

  #read(id: string, text: string): void {
    if (this.#texts.get(id) === text) return;
    this.#texts.set(id, text);
    const rule = ruleOf(text);
    const before = this.#watches.get(id);
    if (rule === null) return void this.#watches.delete(id);
    const watch = new RuleWatch(rule, this.#parts.now());
    this.#watches.set(id, watch);
    for (const happened of before === undefined ? [] : watch.goOnFrom(before)) this.#note(id, happened);
  }

  #note(id: string, { isCooling, ...happened }: Occurrence): void {
    this.#keep({ ...happened, silent: this.#whySilent(id, happened.entity, isCooling) });
  }

  #keep(event: AlertEvent): void {
    this.#parts.memory.add(event);
    this.#parts.onHistory(this.history);
    // That it is well again is in the history; nobody needs to be called for it.
    if (event.silent !== null || event.kind === 'recovered') return;
    this.#notifier.add(event);
  }

  #whySilent(id: string, entity: string, isCooling: boolean): AlertEvent['silent'] {
    if (this.#isReplay(id)) return 'replay';
    return this.#isMute(id) || this.#isSensorMuted(id, entity) ? 'muted' : isCooling ? 'cooling' : null;
  }

  #noteUnshown(events: readonly AlertEvent[]): void {
    this.#parts.memory.noteUnshown(events);
    this.#parts.onHistory(this.history);
  }

  /** Tells those of the rules `ids` that are not as they were told last. With each reading one rule is looked at, not all. */
  #tell(ids: Iterable<string> = this.#watches.keys()): void {
    const changed = [...ids].flatMap((id) => this.#changedStatus(id));
    const order = [...this.#watches.keys()];
    const ofAll = { mutedUntil: this.#muteOf(null), canNotify: this.#notifier.canNotify };
    const all = JSON.stringify([order, ofAll]);
    if (changed.length === 0 && all === this.#ofAll) return;
    this.#ofAll = all;
    for (const id of this.#told.keys()) if (!this.#watches.has(id)) this.#told.delete(id);
    this.#parts.onChange({ order, changed, ...ofAll });
  }

  #changedStatus(id: string): AlertStatus[] {
    const watch = this.#watches.get(id);
    if (watch === undefined) return [];
    const status = this.#status(id, watch);
    const text = JSON.stringify(status);
    if (text === this.#told.get(id)) return [];
    this.#told.set(id, text);
    return [status];
  }

  #status(id: string, watch: RuleWatch): AlertStatus {
    const job = this.#jobs.get(id);
    const message = job && 'fault' in job.state ? job.state.fault.message : '';
    return {
      id,
      rule: watch.rule,
      state: watch.state(job, this.#parts.now()),
      message,
      sensors: watch.sensors((entity) => this.#isSensorMuted(id, entity)),
      mutedUntil: this.#muteOf(id),
      passedOver: watch.passedOver,
      isReplay: this.#isReplay(id),
    };
  }

  /** Until when rule `id`, or (null) all of them, is mute. */
  #muteOf(id: string | null): MutedUntil | null {
    return this.#parts.memory.mutedUntil(id, null, this.#parts.now());
  }

  #isMute(id: string): boolean {
    return this.#muteOf(null) !== null || this.#muteOf(id) !== null;
  }

  #isSensorMuted(id: string, entity: string): boolean {
    return this.#parts.memory.mutedUntil(id, entity, this.#parts.now()) !== null;
  }

  #isReplay(id: string): boolean {
    const nodes = this.#jobs.get(id)?.nodes ?? [];
    return nodes.some(({ role, type }) => role === 'source' && type !== 'system');
  }

  #isReplayed(id: string): boolean {
    return (this.#jobs.get(id)?.nodes ?? []).some(({ role, type }) => role === 'source' && type === 'recording');
  }

  #find(id: string): RuleWatch {
    const watch = this.#watches.get(id);
    if (watch === undefined) throw new Fault('not-found', `there is no alert "${id}"`);
    return watch;
  }
}
