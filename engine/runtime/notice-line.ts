import type { Notice } from './protocol.ts';

/** A notification as a line for people who have no desktop: `notification warn-me: cpu is at 90 °C; since 14:03 (and 3 more)`. */
export function noticeLine({ node, title, body, leftOut }: Notice): string {
  const text = [title, body].filter((part) => part !== '').join('; ');
  return `notification ${node}: ${text}${leftOut === 0 ? '' : ` (and ${leftOut} more before it)`}`;
}
