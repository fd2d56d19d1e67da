import { createSubscriber } from 'svelte/reactivity';

const subscribe = createSubscriber((update) => {
  document.addEventListener('visibilitychange', update);
  return () => document.removeEventListener('visibilitychange', update);
});

/** Whether nobody can see the page. What reads it in an effect runs again when that changes. */
export function isPageHidden(): boolean {
  subscribe();
  return document.hidden;
}
