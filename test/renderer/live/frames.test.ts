import { beforeEach, expect, test } from 'vitest';
import { Frames, type FrameHost } from '../../../renderer/live/frames.ts';

/** A browser whose time a test moves by hand. */
class FakeHost implements FrameHost {
  time = 1000;
  hidden = false;
  #id = 0;
  readonly #timers = new Map<number, { due: number; run: () => void }>();

  now = (): number => this.time;
  isHidden = (): boolean => this.hidden;
  requestFrame = (run: () => void): number => this.#plan(run, 16);
  setTimer = (run: () => void, delayMs: number): number => this.#plan(run, delayMs);
  cancelFrame = (id: number): void => void this.#timers.delete(id);
  clearTimer = (id: number): void => void this.#timers.delete(id);

  pass(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const [next] = [...this.#timers].filter(([, { due }]) => due <= end).sort(([, a], [, b]) => a.due - b.due);
      if (next === undefined) break;
      this.#timers.delete(next[0]);
      this.time = next[1].due;
      next[1].run();
    }
    this.time = end;
  }

  #plan(run: () => void, delayMs: number): number {
    this.#timers.set(++this.#id, { due: this.time + delayMs, run });
    return this.#id;
  }
}

let host: FakeHost;
let frames: Frames;
let drawn: number[];

beforeEach(() => {
  host = new FakeHost();
  frames = new Frames(host);
  drawn = [];
});

function watch(): () => void {
  const stop = frames.onFrame((now) => drawn.push(now));
  host.pass(100);
  drawn.length = 0;
  return stop;
}

test('nothing is drawn where nothing changes', () => {
  watch();
  host.pass(60_000);
  expect(drawn).toEqual([]);
});

test('many changes are one frame', () => {
  watch();
  for (let i = 0; i < 5; i++) frames.invalidate();
  host.pass(100);
  expect(drawn).toHaveLength(1);
});

test('gliding charts are drawn at their pace and not more often because data comes', () => {
  watch();
  frames.glide(250);
  for (let i = 0; i < 100; i++) {
    host.pass(100);
    frames.dataArrived(() => undefined);
  }
  // 250 ms and a frame's time each.
  expect(drawn.length).toBeGreaterThan(35);
  expect(drawn.length).toBeLessThanOrEqual(40);
});

test('charts that do not glide are drawn when data comes, at most five times a second', () => {
  watch();
  frames.glide(2000);
  for (let i = 0; i < 50; i++) {
    host.pass(20);
    frames.dataArrived(() => undefined);
  }
  expect(drawn.length).toBeGreaterThanOrEqual(4);
  expect(drawn.length).toBeLessThanOrEqual(6);
});

test('data that comes seldom is drawn in the next frame, and so is what comes shortly after it', () => {
  for (const glide of [2000, 250]) {
    watch();
    frames.glide(glide);
    host.pass(1000);
    let longest = 0;
    for (let second = 0; second < 10; second++)
      for (const untilNextMs of [40, 960]) {
        const came = host.time;
        frames.dataArrived(() => (longest = Math.max(longest, host.time - came)));
        host.pass(untilNextMs);
      }
    expect(longest).toBeLessThanOrEqual(16);
  }
});

test('data is answered after it was drawn', () => {
  watch();
  const order: string[] = [];
  frames.onFrame(() => order.push('drawn'));
  host.pass(300);
  order.length = 0;
  frames.dataArrived(() => order.push('answered'));
  host.pass(300);
  expect(order).toEqual(['drawn', 'answered']);
});

test('a hidden page draws nothing and answers at once, also what had waited', () => {
  watch();
  let answers = 0;
  frames.dataArrived(() => answers++);
  host.hidden = true;
  frames.visibilityChanged();
  expect(answers).toBe(1);
  frames.dataArrived(() => answers++);
  host.pass(10_000);
  expect([answers, drawn]).toEqual([2, []]);
});

test('a page that is shown again is drawn at once', () => {
  watch();
  host.hidden = true;
  frames.visibilityChanged();
  host.hidden = false;
  frames.visibilityChanged();
  host.pass(20);
  expect(drawn).toHaveLength(1);
});

test('without charts data is answered at once and no frame is asked for', () => {
  watch()();
  let answers = 0;
  frames.dataArrived(() => answers++);
  host.pass(10_000);
  expect([answers, drawn]).toEqual([1, []]);
});

test('charts that need more than one frame together share them out, all draw the same moment, and none twice', () => {
  const moments: [string, number][] = [];
  let asked = 0;
  const { requestFrame } = host;
  host.requestFrame = (run) => {
    asked++;
    return requestFrame(run);
  };
  for (const name of ['a', 'b', 'c', 'd'])
    frames.onFrame((now) => {
      moments.push([name, now]);
      host.time += 12;
    });
  let answered = 0;
  frames.dataArrived(() => void answered++);
  host.pass(100);
  const [[, moment]] = moments as [[string, number]];
  expect(moments).toEqual(['a', 'b', 'c', 'd'].map((name) => [name, moment]));
  expect([asked, answered]).toEqual([2, 1]);
});

test('where data comes seldom, charts that take 18 ms together draw in one frame; where it comes often, in as many as it takes', () => {
  const framesFor = (everyMs: number): number => {
    host.pass(2000);
    for (let i = 0; i < 10; i++) {
      frames.dataArrived(() => undefined);
      host.pass(everyMs);
    }
    asked = 0;
    frames.dataArrived(() => undefined);
    host.pass(1000);
    return asked;
  };
  let asked = 0;
  const { requestFrame } = host;
  host.requestFrame = (run) => {
    asked++;
    return requestFrame(run);
  };
  for (let i = 0; i < 3; i++) frames.onFrame(() => void (host.time += 6));
  expect(framesFor(1000)).toBe(1);
  expect(framesFor(300)).toBe(2);
});

test('what changes while charts share out their drawing is drawn after that', () => {
  let drawnTwice = 0;
  frames.onFrame(() => {
    drawnTwice++;
    host.time += 10;
  });
  frames.onFrame(() => {
    host.time += 10;
    if (drawnTwice === 1) frames.invalidate();
  });
  host.pass(200);
  expect(drawnTwice).toBe(2);
});
