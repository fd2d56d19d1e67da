import type { PagePlace } from '../../electron/ipc/contract.ts';
import type { PageBridge } from '../bridge.ts';
import type { PageState } from './page-state.svelte.ts';

/** Main is told where the person is no more often than this: who zooms with the wheel moves with each frame. */
export const TELL_EVERY_MS = 250;

/** What is told to main, so that a page that is made again shows the same. */
export function placeOf({ view, dashboards, scrollTop }: PageState): PagePlace {
  return {
    spanMs: view.spanMs,
    zoom: view.zoom,
    pausedAt: view.pausedAt,
    crosshairMode: view.mode,
    dashboard: dashboards.current.id,
    isEditing: dashboards.isEditing,
    scrollTop,
  };
}

/** Brings a page that was just made to where the person was before. */
export function goToPlace(state: PageState, place: PagePlace): void {
  const { view, dashboards } = state;
  view.spanMs = place.spanMs;
  view.zoom = place.zoom;
  view.pausedAt = place.pausedAt;
  view.mode = place.crosshairMode;
  dashboards.show(place.dashboard);
  dashboards.isEditing = place.isEditing;
  state.scrollTop = place.scrollTop;
}

/** Tells main where the person is, now and after each change, until the returned function is called. */
export function tellPlace(state: PageState, bridge: Pick<PageBridge, 'request'>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest: PagePlace | undefined;
  const tell = (): void => {
    timer = undefined;
    // Where it cannot be kept, a window that is made again begins with the newest span.
    if (latest !== undefined) bridge.request('keepPlace', latest).catch(() => undefined);
  };
  const stop = $effect.root(() => {
    $effect(() => {
      latest = placeOf(state);
      timer ??= setTimeout(tell, TELL_EVERY_MS);
    });
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
