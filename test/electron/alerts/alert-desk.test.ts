import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deepEqual, equal, throws } from 'node:assert/strict';
import { afterEach, beforeEach, test, vi } from 'vitest';
import type { JobStatus } from '../../../engine/index.ts';
import { AlertDesk } from '../../../electron/alerts/alert-desk.ts';
import { AlertMemory } from '../../../electron/alerts/alert-memory.ts';
import { TOGETHER_MS } from '../../../electron/alerts/notifier.ts';
import { READINGS_SINK, ruleDocument } from '../../../electron/alerts/rule-document.ts';
import { NO_DATA_MS } from '../../../electron/alerts/rule-watch.ts';

const hot = ruleDocument({
  name: 'Hot',
  metric: 'hw.temperature',
  entity: null,
  comparison: 'over',
  level: 85,
  clear: 70,
  forSeconds: 0,
});

let folder = '';
beforeEach(() => {
  vi.useFakeTimers();
  folder = mkdtempSync(path.join(tmpdir(), 'alerts-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

function job(id: string, state: JobStatus['state'], sourceType = 'system'): JobStatus {
  const source = { id: 'sensors', role: 'source', type: sourceType } as JobStatus['nodes'][number];
  return { id, name: id, description: '', state, nodes: [source], recording: null, checkpoints: [] };
}
const running = { kind: 'running', since: 0 } as const;

function harness({ canNotify = true } = {}) {
  const told: string[] = [];
  const changes: string[][] = [];
  let now = 1_000_000;
  const memory = new AlertMemory(path.join(folder, 'alerts.json'), () => undefined);
  const desk = new AlertDesk({
    memory,
    now: () => now,
    canNotify,
    notify(events) {
      if (canNotify) told.push(events.map(({ name, entity, value }) => `${name} ${entity} ${value}`).join(' + '));
      return canNotify;
    },
    onChange: ({ order, changed }) => changes.push([order.join(' '), changed.map(({ id }) => id).join(' ')]),
    onHistory: () => undefined,
  });
  const take = (id: string, entity: string, ...readings: readonly (readonly [number, number])[]): boolean =>
    desk.take({
      job: id,
      sink: READINGS_SINK,
      series: [
        {
          series: entity,
          unit: null,
          times: Float64Array.from(readings, ([at]) => at),
          values: Float64Array.from(readings, ([, value]) => value),
        },
      ],
    });
  const hear = (title: string, body = '', leftOut = 0): void =>
    desk.hear({ job: 'watch', node: 'warn-me', at: 5, title, body, leftOut });
  return { told, changes, desk, take, hear, memory, pass: (ms: number) => (now += ms) };
}

test('what fires within a second is one notification', () => {
  const { told, desk, take } = harness();
  desk.follow([job('a', running)], () => hot);
  take('a', 'cpu', [1, 60], [1_000, 90]);
  take('a', 'nvme0', [1_000, 95]);
  vi.advanceTimersByTime(TOGETHER_MS);
  deepEqual(told, ['Hot cpu 90 + Hot nvme0 95']);
  equal(desk.state.alerts[0]!.state, 'alerting');
  desk.close();
});

test('what is mute is noted and not told: a sensor, a rule, everything, for an hour or until a person ends it', () => {
  for (const [id, entity, span] of [
    ['a', 'cpu', 'unmuted'],
    ['a', null, 'restart'],
    [null, null, 'hour'],
  ] as const) {
    const { told, desk, take, pass } = harness();
    desk.follow([job('a', running)], () => hot);
    desk.mute(id, entity, span);
    take('a', 'cpu', [1, 90]);
    vi.advanceTimersByTime(TOGETHER_MS);
    deepEqual([told, desk.history[0]!.silent], [[], 'muted']);
    if (span === 'hour') pass(3_600_000);
    else desk.mute(id, entity, 'now');
    take('a', 'cpu', [2_000, 60], [8_000, 60], [4_000_000, 90]);
    vi.advanceTimersByTime(TOGETHER_MS);
    equal(told.length, 1, span);
    desk.close();
    rmSync(path.join(folder, 'alerts.json'));
  }
});

test('a replay is marked and never notifies', () => {
  const { told, desk, take } = harness();
  desk.follow([job('a', running, 'recording')], () => hot);
  take('a', 'cpu', [1, 90]);
  vi.advanceTimersByTime(TOGETHER_MS);
  deepEqual([told, desk.history[0]!.silent, desk.state.alerts[0]!.isReplay], [[], 'replay', true]);
  desk.close();
});

test('a rule without readings says so, one whose pipeline failed why, and one that does not run that it is off', () => {
  const { desk, pass } = harness();
  desk.follow([job('a', running)], () => hot);
  pass(NO_DATA_MS);
  const states = [desk.state.alerts[0]!.state];
  desk.follow([job('a', { kind: 'failed', at: 0, fault: { code: 'internal', message: 'no sensor' } })], () => hot);
  states.push(desk.state.alerts[0]!.state);
  equal(desk.state.alerts[0]!.message, 'no sensor');
  desk.follow([job('a', { kind: 'stopped' })], () => hot);
  states.push(desk.state.alerts[0]!.state);
  deepEqual(states, ['no-data', 'error', 'off']);
  desk.close();
});

test('a reading tells of its rule alone, and of nothing where nothing has changed', () => {
  const { changes, desk, take } = harness();
  desk.follow([job('a', running), job('b', running)], () => hot);
  take('a', 'cpu', [1, 60]);
  take('a', 'cpu', [1, 60]);
  take('b', 'cpu', [1, 60]);
  desk.follow([job('b', running)], () => hot);
  deepEqual(changes, [
    ['a b', 'a b'],
    ['a b', 'a'],
    ['a b', 'b'],
    ['b', ''],
  ]);
  desk.close();
});

test('readings of more sensors than a rule follows are counted', () => {
  const { desk, take } = harness();
  desk.follow([job('a', running)], () => hot);
  for (let i = 0; i < 203; i++) take('a', `s${i}`, [1, 60]);
  equal(desk.state.alerts[0]!.passedOver, 3);
  desk.close();
});

test('a pipeline that is no rule, or no longer one, is none of it', () => {
  const { desk, take } = harness();
  desk.follow([job('a', running), job('b', running)], (id) => (id === 'a' ? hot : 'version: 1'));
  deepEqual([take('a', 'cpu', [1, 60]), take('b', 'cpu', [1, 60])], [true, false]);
  desk.follow([job('b', running)], () => 'version: 1');
  deepEqual([take('a', 'cpu', [2, 60]), desk.state.alerts], [false, []]);
  desk.close();
});

test('that all are mute, and no longer, is told at once, and is no mute of a rule alone', () => {
  const { desk, changes, pass, take } = harness();
  desk.follow([job('a', running)], () => hot);
  const until = [desk.mute(null, null, 'hour').mutedUntil, desk.state.alerts[0]!.mutedUntil];
  take('a', 'cpu', [1, 60]);
  pass(3_600_000);
  take('a', 'cpu', [1, 60]);
  deepEqual([until, desk.state.mutedUntil], [[4_600_000, null], null]);
  deepEqual(changes, [
    ['a', 'a'],
    ['a', ''],
    ['a', 'a'],
    ['a', ''],
  ]);
  desk.mute(null, null, 'restart');
  equal(desk.mute(null, null, 'now').mutedUntil, null);
  desk.close();
});

test('the test shows a notification, muted or not, and notes nothing', () => {
  const { told, desk } = harness();
  desk.follow([job('a', running)], () => hot);
  desk.mute('a', null, 'unmuted');
  desk.test('a');
  deepEqual([told, desk.history], [['Hot  85'], []]);
  desk.close();
});

test('what was told and what is mute outlive a restart, and what is mute until then does not', () => {
  const { desk, take, memory } = harness();
  desk.follow([job('a', running)], () => hot);
  take('a', 'cpu', [1, 90]);
  memory.mute('a', null, 'unmuted');
  memory.mute('b', null, 'restart');
  desk.close();
  const again = new AlertMemory(path.join(folder, 'alerts.json'), () => undefined);
  deepEqual(
    [again.events, again.mutedUntil('a', null, 0), again.mutedUntil('b', null, 0)],
    [desk.history, 'unmuted', null],
  );
});

test('a damaged file of alerts keeps none of them from telling', () => {
  const file = path.join(folder, 'alerts.json');
  for (const text of ['', '[', '{"events":[1,{"at":"x"}],"muted":[["a",{}],3]}']) {
    writeFileSync(file, text);
    const memory = new AlertMemory(file, () => undefined);
    deepEqual([memory.events, memory.mutedUntil('a', null, 0)], [[], null]);
  }
});

test('what a notification sink tells is notified and stands in the history', () => {
  const { desk, hear, told } = harness();
  desk.follow([job('watch', running, 'generator')], () => 'version: 1');
  hear('cpu is at 90 °C', 'since noon', 3);
  hear('plain');
  vi.advanceTimersByTime(TOGETHER_MS);
  deepEqual(told, ['cpu is at 90 °C since noon · +3 null + plain  null']);
  deepEqual(desk.history, [
    { at: 5, name: 'plain', metric: '', entity: '', kind: 'told', value: null, silent: null },
    { at: 5, name: 'cpu is at 90 °C', metric: '', entity: 'since noon · +3', kind: 'told', value: null, silent: null },
  ]);
});

test('a notification sink whose rows are those of a recording, or that is muted, notifies nobody', () => {
  const { desk, hear, told } = harness();
  desk.follow([job('watch', running, 'recording')], () => 'version: 1');
  hear('replayed');
  desk.follow([job('watch', running)], () => 'version: 1');
  desk.mute(null, null, 'hour');
  hear('muted');
  vi.advanceTimersByTime(TOGETHER_MS);
  deepEqual([told, desk.history.map(({ silent }) => silent)], [[], ['muted', 'replay']]);
});

test('a test on a desktop without notifications says so, instead of showing nothing', () => {
  const { desk, told } = harness({ canNotify: false });
  desk.follow([job('a', running)], () => hot);
  throws(() => desk.test('a'), /^Fault: alert "a": this desktop shows no notifications; what alerts tell stands on/);
  deepEqual(told, []);
});

test('what fires where the desktop shows none is noted as not shown, also over a restart', () => {
  const { desk, take, told } = harness({ canNotify: false });
  desk.follow([job('a', running)], () => hot);
  take('a', 'cpu', [1, 90]);
  equal(desk.history[0]!.silent, null);
  vi.advanceTimersByTime(TOGETHER_MS);
  deepEqual([told, desk.history.map(({ silent }) => silent)], [[], ['unshown']]);
  deepEqual(
    harness().memory.events.map(({ silent }) => silent),
    ['unshown'],
  );
  desk.close();
});

test('a rule that was deleted and put back is a rule again, which fires', () => {
  const { desk, take } = harness();
  desk.follow([job('a', running)], () => hot);
  desk.follow([], () => '');
  deepEqual([take('a', 'cpu', [1, 90]), desk.state.alerts], [false, []]);
  desk.follow([job('a', running)], () => hot);
  deepEqual([take('a', 'cpu', [2, 90]), desk.state.alerts.map(({ state }) => state)], [true, ['alerting']]);
  desk.close();
});

/** A rule of 85 that fires at 90, and is then changed as the app changes it: stopped, and started as `edited`. */
async function editedWhileItFires(edited: string): Promise<ReturnType<typeof harness>> {
  const made = harness();
  const { desk, take } = made;
  desk.follow([job('a', running)], () => hot);
  take('a', 'cpu', [1, 90]);
  take('a', 'nvme0', [1, 40]);
  vi.advanceTimersByTime(TOGETHER_MS);
  await desk.whileChanging('a', () => {
    desk.follow([job('a', { kind: 'stopped' })], () => hot);
    desk.follow([job('a', running)], () => edited);
    return Promise.resolve();
  });
  return made;
}

const kinds = ({ desk }: ReturnType<typeof harness>): readonly string[] =>
  desk.history.map(({ name, entity, kind }) => `${name} ${entity} ${kind}`);

test('a rule that fires when it is edited goes on to fire, is not told again, and is well again once it is', async () => {
  const made = await editedWhileItFires(hot.replaceAll('85', '80').replaceAll('"Hot"', '"Warm"'));
  const { desk, take, told } = made;
  deepEqual([desk.state.alerts[0]!.rule.level, desk.state.alerts[0]!.state], [80, 'alerting']);
  take('a', 'cpu', [2_000, 90]);
  vi.advanceTimersByTime(TOGETHER_MS);
  deepEqual([told, kinds(made)], [['Hot cpu 90'], ['Hot cpu fired']]);
  take('a', 'cpu', [3_000, 60], [9_000, 60]);
  deepEqual(kinds(made), ['Warm cpu recovered', 'Hot cpu fired']);
  desk.close();
});

test('a rule whose level is put over what fires is well again at once, and tells when that is passed too', async () => {
  const made = await editedWhileItFires(hot.replaceAll('85', '95'));
  const { desk, take, told } = made;
  equal(desk.state.alerts[0]!.state, 'normal');
  deepEqual(kinds(made), ['Hot cpu recovered', 'Hot cpu fired']);
  take('a', 'cpu', [2_000, 96]);
  vi.advanceTimersByTime(TOGETHER_MS);
  deepEqual(told, ['Hot cpu 90', 'Hot cpu 96']);
  desk.close();
});

test('a rule that becomes one of another metric, or of another sensor alone, knows nothing of what fired', async () => {
  for (const edited of [
    hot.replaceAll('hw.temperature', 'hw.fan.speed'),
    hot.replace("metric = 'hw.temperature'", "metric = 'hw.temperature' AND entity = 'nvme0'"),
  ]) {
    const made = await editedWhileItFires(edited);
    equal(made.desk.state.alerts[0]!.state, 'normal');
    deepEqual(kinds(made), ['Hot cpu fired']);
    deepEqual(made.desk.state.alerts[0]!.sensors.length, edited.includes('nvme0') ? 1 : 0);
    made.desk.close();
    rmSync(path.join(folder, 'alerts.json'));
  }
});

test('a rule that a person stops knows nothing when it is started again', () => {
  const { desk, take } = harness();
  desk.follow([job('a', running)], () => hot);
  take('a', 'cpu', [1, 90]);
  desk.follow([job('a', { kind: 'stopped' })], () => hot);
  desk.follow([job('a', running)], () => hot);
  deepEqual([desk.state.alerts[0]!.sensors, desk.has('a'), desk.has('b')], [[], true, false]);
  desk.close();
});
