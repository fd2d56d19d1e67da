import { readFileSync } from 'node:fs';
import { replaceFile } from './replace-file.ts';

/** Device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the window was when the app was last used; without a place the system chooses one. */
export interface WindowState {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
  readonly isMaximized: boolean;
}

export const WINDOW_MIN = { width: 960, height: 600 };
const DEFAULT_STATE: WindowState = { width: 1440, height: 900, isMaximized: false };

/** How much of the window has to be on a screen for a person to get hold of it. */
const VISIBLE_MIN = 100;

/** The state in `file`, or the default if there is none, it is damaged, or its screen (one of `workAreas`) is gone. */
export function loadWindowState(file: string, workAreas: readonly Rectangle[]): WindowState {
  const state = parseState(readOrNull(file));
  if (state === null) return DEFAULT_STATE;
  const { x, y, ...rest } = state;
  const size = {
    ...rest,
    width: Math.max(rest.width, WINDOW_MIN.width),
    height: Math.max(rest.height, WINDOW_MIN.height),
  };
  const isVisible = workAreas.some((area) => VISIBLE_MIN <= overlap({ ...size, x, y }, area));
  return isVisible ? { ...size, x, y } : size;
}

/** Replaces `file` as a whole: whoever reads it finds the state before or this one. */
export function saveWindowState(file: string, bounds: Rectangle, isMaximized: boolean): void {
  replaceFile(file, `${JSON.stringify({ ...bounds, isMaximized })}\n`);
}

function readOrNull(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // A first start, or a damaged file: the default will do.
    return null;
  }
}

function parseState(value: unknown): (Rectangle & { readonly isMaximized: boolean }) | null {
  if (typeof value !== 'object' || value === null) return null;
  const { x, y, width, height, isMaximized } = value as Record<string, unknown>;
  if (![x, y, width, height].every((each) => Number.isSafeInteger(each))) return null;
  const bounds = { x, y, width, height } as Rectangle;
  return { ...bounds, isMaximized: isMaximized === true };
}

/** The smaller side of what two rectangles share. */
function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.min(width, height);
}
