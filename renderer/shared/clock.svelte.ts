import { createSubscriber } from 'svelte/reactivity';

const TICK_MS = 1000;

const subscribe = createSubscriber((update) => {
  // A hidden page shows nothing, so it counts nothing.
  const timer = setInterval(() => {
    if (!document.hidden) update();
  }, TICK_MS);
  return () => clearInterval(timer);
});

/** The time now. What reads it in a template is read again every second. */
export function secondsNow(): number {
  subscribe();
  return Date.now();
}
