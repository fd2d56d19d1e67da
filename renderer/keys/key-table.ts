/**
 * Every key that the page knows, by the place where it means something. Handlers ask `keyAction`, and the key map shows
 * this table: what is not here does nothing, and what is here is told. `Mod` is Ctrl, on a Mac ⌘.
 */
export const KEY_TABLE = {
  everywhere: {
    palette: ['Mod+K'],
    keyMap: ['?'],
    pages: ['Mod+1', 'Mod+2', 'Mod+3', 'Mod+4', 'Mod+5'],
  },
  dashboard: {
    pause: ['Space'],
    goLive: ['L'],
    crosshair: ['C'],
    undo: ['Mod+Z'],
    redo: ['Mod+Shift+Z', 'Mod+Y'],
  },
  chart: {
    step: ['ArrowLeft', 'ArrowRight'],
    far: ['PageUp', 'PageDown'],
    ends: ['Home', 'End'],
    pan: ['Shift+ArrowLeft', 'Shift+ArrowRight'],
    zoom: ['+', '=', '-'],
    pin: ['Enter'],
    unpin: ['Escape'],
    table: ['T'],
  },
  readings: { close: ['T', 'Escape'] },
  player: {
    play: ['Space'],
    back: ['ArrowLeft'],
    forth: ['ArrowRight'],
    start: ['Home'],
    end: ['End'],
    markerBefore: ['['],
    markerAfter: [']'],
    slower: ['<'],
    faster: ['>'],
    loop: ['R'],
    mark: ['M'],
  },
  tile: {
    move: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
    resize: ['Shift+ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowDown'],
  },
  graph: {
    larger: ['+', '='],
    smaller: ['-'],
    fit: ['0'],
    undo: ['Mod+Z'],
    redo: ['Mod+Shift+Z', 'Mod+Y'],
  },
  node: { move: ['Shift+ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowDown'] },
  editor: { save: ['Mod+S'] },
  list: { next: ['ArrowDown'], previous: ['ArrowUp'], choose: ['Enter'], close: ['Escape'] },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export type KeyPlace = keyof typeof KEY_TABLE;
export type KeyAction<Place extends KeyPlace> = Extract<keyof (typeof KEY_TABLE)[Place], string>;

/** The places of the table, in the order in which the key map shows them. */
export const KEY_PLACES = Object.keys(KEY_TABLE) as readonly KeyPlace[];

/** The actions of a place with their keys, in the order of the table. */
export function keysOf<Place extends KeyPlace>(
  place: Place,
): readonly (readonly [KeyAction<Place>, readonly string[]])[] {
  return Object.entries(KEY_TABLE[place]) as [KeyAction<Place>, readonly string[]][];
}
