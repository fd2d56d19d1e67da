import { Fault } from '../../engine/index.ts';
import { parseMoment, parseSpan } from './parse.ts';
import type { PagePlace } from './place.ts';

/** Longer than any id of a dashboard. */
const ID_LENGTH_MAX = 1_000;

/** Where the page says that the person is. */
export function parsePlace(value: unknown): PagePlace {
  const { spanMs, zoom, pausedAt, crosshairMode, dashboard, isEditing, scrollTop } = Object(value) as Record<
    keyof PagePlace,
    unknown
  >;
  return {
    spanMs: parseSize(spanMs, 'spanMs'),
    zoom: zoom === null ? null : parseSpan(zoom),
    pausedAt: pausedAt === null ? null : parseMoment(pausedAt),
    crosshairMode: parseMode(crosshairMode),
    dashboard: parseDashboardId(dashboard),
    isEditing: isEditing === true,
    scrollTop: parseSize(scrollTop, 'scrollTop'),
  };
}

function parseSize(value: unknown, name: string): number {
  if (typeof value === 'number' && 0 <= value && value <= Number.MAX_SAFE_INTEGER) return value;
  throw new Fault('bad-request', `place, ${name}: it has to be a number from 0`);
}

function parseMode(value: unknown): PagePlace['crosshairMode'] {
  if (value === 'values' || value === 'line' || value === 'own') return value;
  throw new Fault('bad-request', 'place, crosshairMode: it has to be values, line or own');
}

function parseDashboardId(value: unknown): string {
  if (typeof value === 'string' && value.length <= ID_LENGTH_MAX) return value;
  throw new Fault('bad-request', `place, dashboard: it has to be a text of at most ${ID_LENGTH_MAX} characters`);
}
