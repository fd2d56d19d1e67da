import type { Locator } from '@playwright/test';

/** A place in the window, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where an element is once it has stood still for some frames: what comes late may have moved it. */
export async function standing(locator: Locator): Promise<Box> {
  const box = await locator.evaluate(async (element) => {
    const whole = (): Box => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    };
    let last = whole();
    for (let still = 0; still < 6;) {
      await new Promise(requestAnimationFrame);
      if (!element.isConnected) return null;
      const now = whole();
      still = 0 < now.width && JSON.stringify(now) === JSON.stringify(last) ? still + 1 : 0;
      last = now;
    }
    return last;
  });
  // Another element has taken its place meanwhile.
  return box ?? standing(locator);
}

type Offset = readonly [x: number, y: number];

/** Drags from one point to another one, both told from the corner of the element, which stands still before. */
export async function dragIn(locator: Locator, from: Offset, to: Offset): Promise<void> {
  const { mouse } = locator.page();
  const { x, y } = await standing(locator);
  await mouse.move(x + from[0], y + from[1]);
  await mouse.down();
  await mouse.move(x + to[0], y + to[1], { steps: 5 });
  await mouse.up();
}
