import { routeHref } from '../state/route.svelte.ts';
import type { Pair } from './alignment.ts';

/** No recording has this in its name. */
const BETWEEN = '/';

/** The address of two recordings that are compared. */
export function compareHref([first, second]: Pair<string>): string {
  return routeHref('recordings', first + BETWEEN + second);
}

/** The two that are compared at the address of `id`; null where that is one recording. */
export function comparedAt(id: string): Pair<string> | null {
  const [first, second, ...more] = id.split(BETWEEN);
  return first && second && more.length === 0 ? [first, second] : null;
}
