import { mkdtempSync, rmSync } from 'node:fs';
import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deepEqual, equal, throws } from 'node:assert/strict';
import { afterEach, beforeEach, test, vi } from 'vitest';
import type { AlertDesk } from '../../../electron/alerts/alert-desk.ts';
import { TOGETHER_MS } from '../../../electron/alerts/notifier.ts';
import { COOL_DOWN_MS } from '../../../electron/alerts/alert-state.ts';
import { openAlerts } from '../../../electron/alerts/open-alerts.ts';
import { READINGS_SINK, ruleDocument } from '../../../electron/alerts/rule-document.ts';
import type { Settings } from '../../../electron/ipc/settings.ts';
import { DEFAULT_SETTINGS } from '../../../electron/settings/settings.ts';
import type { JobStatus } from '../../../engine/index.ts';

/** The desktop: what it was shown, and what a person did there. */
const desktop = vi.hoisted(() => ({
  canNotify: true,
  isListening: true,
  shown: [] as unknown[],
  asked: [] as string[],
  click: () => {},
}));

vi.mock('electron', () => ({
  app: { emit: (name: string) => desktop.asked.push(name) },
  Notification: class extends EventEmitter {
    static isSupported = (): boolean => desktop.canNotify;
    readonly options: unknown;
    constructor(options: unknown) {
      super();
      this.options = options;
    }
    show(): void {
      if (!desktop.isListening) return void this.emit('failed');
      desktop.shown.push(this.options);
      desktop.click = () => void this.emit('click');
    }
  },
}));

let folder = '';
/** Whether the desktop shows notifications, as the page heard last. */
let heard: boolean | null = null;
beforeEach(() => {
  vi.useFakeTimers();
  folder = mkdtempSync(path.join(tmpdir(), 'alerts-'));
  Object.assign(desktop, { canNotify: true, isListening: true, shown: [], asked: [] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const rules: Readonly<Record<string, string>> = {
  hot: document('Hot', 'hw.temperature', 85),
  full: document('Full', 'system.memory.usage', 2 ** 30),
};

function document(name: string, metric: string, level: number): string {
  return ruleDocument({ name, metric, entity: null, comparison: 'over', level, clear: level / 2, forSeconds: 0 });
}

function job(id: string, sourceType = 'system'): JobStatus {
  const source = { id: 'sensors', role: 'source', type: sourceType } as JobStatus['nodes'][number];
  const state = { kind: 'running', since: 0 } as const;
  return { id, name: id, description: '', state, nodes: [source], recording: null, checkpoints: [] };
}

function open(change: Partial<Settings> = {}, sourceType = 'system'): AlertDesk {
  const desk = openAlerts({
    file: path.join(folder, 'alerts.json'),
    settings: { settings: { ...DEFAULT_SETTINGS, ...change }, language: change.language === 'zh-CN' ? 'zh-CN' : 'en' },
    onChange: ({ canNotify }) => (heard = canNotify),
    onHistory: () => undefined,
    onTrouble: () => undefined,
  });
  desk.follow([job('hot', sourceType), job('full', sourceType)], (id) => rules[id]!);
  return desk;
}

/** Readings of one sensor, and as much time as alerts are waited for that fire together. */
function read(desk: AlertDesk, id: string, entity: string, ...readings: readonly (readonly [number, number])[]): void {
  const times = Float64Array.from(readings, ([at]) => at);
  const values = Float64Array.from(readings, ([, value]) => value);
  desk.take({ job: id, sink: READINGS_SINK, series: [{ series: entity, unit: null, times, values }] });
}

function wait(): void {
  vi.advanceTimersByTime(TOGETHER_MS);
}

test('an alert that fires is a notification with its name, its sensor and the reading', () => {
  const desk = open();
  read(desk, 'hot', 'package', [1_000, 91]);
  wait();
  deepEqual(desktop.shown, [{ title: 'Hot', body: 'package: 91.0 °C' }]);
  desk.close();
});

test('several at once are one notification, which names each and counts them', () => {
  const desk = open();
  read(desk, 'hot', 'package', [1_000, 91]);
  read(desk, 'hot', 'nvme0', [1_000, 88]);
  read(desk, 'full', 'used', [1_000, 3 * 2 ** 30]);
  wait();
  const body = 'Hot, package: 91.0 °C\nHot, nvme0: 88.0 °C\nFull, used: 3.0 GiB';
  deepEqual(desktop.shown, [{ title: '3 alerts', body }]);
  desk.close();
});

test('what fires a while later is another one', () => {
  const desk = open();
  read(desk, 'hot', 'package', [1_000, 91]);
  wait();
  read(desk, 'hot', 'nvme0', [5_000, 88]);
  wait();
  deepEqual(desktop.shown.length, 2);
  desk.close();
});

test('it is told in the language and the units that a person has chosen', () => {
  const desk = open({ language: 'zh-CN', temperature: '[degF]', sizes: '1000' });
  read(desk, 'hot', 'package', [1_000, 90]);
  read(desk, 'full', 'used', [1_000, 3e9]);
  wait();
  deepEqual(desktop.shown, [{ title: '2 个告警', body: 'Hot, package: 194.0 °F\nFull, used: 3.0 GB' }]);
  desk.close();
});

test('one that recovers, or fires again within ten minutes, calls nobody; after that it does', () => {
  const desk = open();
  const episode = (from: number): void =>
    read(desk, 'hot', 'package', [from, 91], [from + 1_000, 40], [from + 7_000, 40]);
  episode(1_000);
  wait();
  episode(60_000);
  wait();
  const within = desktop.shown.length;
  episode(COOL_DOWN_MS + 60_000);
  wait();
  deepEqual([within, desktop.shown.length], [1, 2]);
  deepEqual(
    desk.history.filter(({ kind }) => kind === 'fired').map(({ silent }) => silent),
    [null, 'cooling', null],
  );
  desk.close();
});

test('of what fires together, what is mute is left out, and nothing is shown where all of it is', () => {
  const desk = open();
  desk.mute('hot', 'package', 'unmuted');
  read(desk, 'hot', 'package', [1_000, 91]);
  wait();
  const alone = desktop.shown.length;
  desk.mute('full', null, 'restart');
  read(desk, 'hot', 'nvme0', [2_000, 88]);
  read(desk, 'full', 'used', [2_000, 3 * 2 ** 30]);
  wait();
  deepEqual([alone, desktop.shown], [0, [{ title: 'Hot', body: 'nvme0: 88.0 °C' }]]);
  desk.close();
});

test('an hour of silence ends by itself', () => {
  const desk = open();
  desk.mute(null, null, 'hour');
  read(desk, 'hot', 'package', [1_000, 91]);
  wait();
  vi.advanceTimersByTime(3_600_000);
  read(desk, 'hot', 'nvme0', [2_000, 88]);
  wait();
  deepEqual(desktop.shown, [{ title: 'Hot', body: 'nvme0: 88.0 °C' }]);
  desk.close();
});

test('readings of a recording call nobody', () => {
  const desk = open({}, 'recording');
  read(desk, 'hot', 'package', [1_000, 91]);
  wait();
  deepEqual(desktop.shown, []);
  desk.close();
});

test('what a notification sink says is shown in its own words', () => {
  const desk = open();
  desk.hear({ job: 'hot', node: 'told', at: 1, title: 'The fan stands still', body: 'since noon', leftOut: 0 });
  wait();
  deepEqual(desktop.shown, [{ title: 'The fan stands still', body: 'since noon' }]);
  desk.close();
});

test('a click on it shows the window', () => {
  const desk = open();
  read(desk, 'hot', 'package', [1_000, 91]);
  wait();
  desktop.click();
  deepEqual(desktop.asked, ['activate']);
  desk.close();
});

test('a desktop without notifications is asked for none, and what was told stands in the history', () => {
  desktop.canNotify = false;
  const desk = open();
  read(desk, 'hot', 'package', [1_000, 91]);
  wait();
  deepEqual([desktop.shown, desk.state.canNotify, desk.history[0]?.name], [[], false, 'Hot']);
  desk.close();
});

test('that the desktop has no program for notifications is told at the first, and that it has one by then at the next', () => {
  const desk = open();
  desktop.isListening = false;
  read(desk, 'hot', 'package', [1_000, 91]);
  equal(heard, true);
  wait();
  deepEqual([heard, desk.state.canNotify], [false, false]);
  throws(() => desk.test('hot'), /this desktop shows no notifications/);
  desktop.isListening = true;
  desk.test('hot');
  deepEqual([heard, desktop.shown.length], [true, 1]);
  desk.close();
});
