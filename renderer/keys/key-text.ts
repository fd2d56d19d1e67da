import { t } from '../messages/messages.ts';
import { keyParts } from './key-action.ts';
import { isMac } from './platform.ts';

const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
  '-': '−',
};

/** The parts of a key as they stand on the keyboard: `Ctrl`, `K`. */
export function keyCaps(key: string): readonly string[] {
  return keyParts(key).map((part) => {
    if (part === 'Mod') return isMac() ? '⌘' : 'Ctrl';
    if (part === 'Space') return t('keys.space');
    return SIGNS[part] ?? part;
  });
}

/** A key in one piece: `Ctrl+K`. */
export function keyText(key: string): string {
  return keyCaps(key).join('+');
}
