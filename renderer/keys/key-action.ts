import { isMac } from './platform.ts';
import { keysOf, type KeyAction, type KeyPlace } from './key-table.ts';

/** What of a keyboard event says which key was pressed. */
export type Press = Pick<KeyboardEvent, 'key'> &
  Partial<Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>>;

/** What a key means in a place, by the table of keys; undefined where it means nothing there. */
export function keyAction<Place extends KeyPlace>(place: Place, press: Press): KeyAction<Place> | undefined {
  return keysOf(place).find(([, keys]) => keys.some((key) => isPressed(key, press)))?.[0];
}

/** The parts of a key as the table writes it: `Mod+Shift+Z` is three. */
export function keyParts(key: string): readonly string[] {
  // The plus sign joins parts, and is a key itself.
  return key === '+' ? ['+'] : key.split('+');
}

function isPressed(key: string, press: Press): boolean {
  const parts = keyParts(key);
  const name = parts.at(-1)!;
  if (press.altKey === true || (press.key === ' ' ? 'Space' : press.key).toLowerCase() !== name.toLowerCase()) {
    return false;
  }
  const [mod, other] = isMac() ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  if (other === true || (mod === true) !== parts.includes('Mod')) return false;
  // Which sign needs Shift differs between keyboards, and a letter alone is the same with and without.
  const tellsShift = 1 < name.length || parts.includes('Mod');
  return !tellsShift || (press.shiftKey === true) === parts.includes('Shift');
}
