// @vitest-environment happy-dom
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PagePlace } from '../../../electron/ipc/contract.ts';
import type { PageBridge } from '../../../renderer/bridge.ts';
import { Dashboards } from '../../../renderer/dashboards/dashboards.svelte.ts';
import { View } from '../../../renderer/live/view.svelte.ts';
import { Faults } from '../../../renderer/state/faults.svelte.ts';
import type { PageState } from '../../../renderer/state/page-state.svelte.ts';
import { goToPlace, placeOf, TELL_EVERY_MS, tellPlace } from '../../../renderer/state/place.svelte.ts';

const TWO = ['a', 'b'].map((id) => ({ id, name: id, follows: false, hidden: [], tiles: [] }));

let told: PagePlace[];
const bridge: PageBridge = {
  request: (...[, place]: readonly unknown[]) => (told.push(place as PagePlace), Promise.resolve(null as never)),
  listen: () => () => undefined,
};

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
});
afterEach(() => void vi.useRealTimers());

function stateOf(): PageState {
  const dashboards = new Dashboards(TWO, bridge, new Faults());
  return { view: new View(), dashboards, scrollTop: 0 } as unknown as PageState;
}

test('a page that is made again shows what the one before showed', () => {
  const before = stateOf();
  before.view.show(900_000);
  before.view.zoomTo({ from: 1_000, to: 61_000 });
  before.view.pause(70_000);
  before.view.cycleMode();
  before.dashboards.show('b');
  before.dashboards.isEditing = true;
  before.scrollTop = 40;
  const after = stateOf();
  goToPlace(after, placeOf(before));
  expect(placeOf(after)).toEqual({
    spanMs: 900_000,
    zoom: { from: 1_000, to: 61_000 },
    pausedAt: 70_000,
    crosshairMode: 'line',
    dashboard: 'b',
    isEditing: true,
    scrollTop: 40,
  });
});

test('main is told of the last of many quick changes, and not of each', () => {
  const state = stateOf();
  const stop = tellPlace(state, bridge);
  flushSync();
  for (let i = 1; i <= 20; i++) {
    state.view.zoomTo({ from: 0, to: i * 10_000 });
    flushSync();
    vi.advanceTimersByTime(TELL_EVERY_MS / 10);
  }
  vi.advanceTimersByTime(TELL_EVERY_MS);
  expect([told.length, told.at(-1)?.zoom]).toEqual([2, { from: 0, to: 200_000 }]);
  vi.advanceTimersByTime(60_000);
  stop();
  state.view.goLive();
  flushSync();
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(2);
});
