import { language } from './messages.ts';
import { operatorKeys } from './phrases/operator-keys.ts';
import { sourceKeys } from './phrases/source-keys.ts';

/** What the keys of a document mean, by its English, in simplified Chinese. */
export const keyHelps: Readonly<Record<string, string>> = { ...sourceKeys, ...operatorKeys };

/** What the contract says of a key, in the page's language. */
export function keyHelp(description: string): string {
  return language() === 'en' ? description : (keyHelps[description] ?? description);
}
