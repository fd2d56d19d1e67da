/** Whether this click is the second of a double click, which means what the first one meant. */
export function isRepeatedClick(event: MouseEvent): boolean {
  return 1 < event.detail;
}
