import { en, type Key } from '../../messages/en.ts';
import { t } from '../../messages/messages.ts';

/** What a node does, in a few words; a type that we do not know is called by its own name. */
export function typeText(type: string): string {
  const key = `type.${type}`;
  return key in en ? t(key as Extract<Key, `type.${string}`>) : type;
}
