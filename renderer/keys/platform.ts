/** Whether keys are those of a Mac, where ⌘ takes the place of Ctrl. */
export function isMac(): boolean {
  return 'navigator' in globalThis && navigator.platform.startsWith('Mac');
}
