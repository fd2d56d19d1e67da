/** Inputs that take no text: letters mean in them what they mean beside them. */
const NOT_WRITTEN = ['checkbox', 'radio', 'button', 'submit', 'range'];

/** Whether a key goes into a text that is being written, so that signs mean themselves. */
export function isWriting(event: Event): boolean {
  // The editor lives in a shadow tree, whose inside only the path shows.
  const [target] = event.composedPath();
  if (target instanceof HTMLInputElement) return !NOT_WRITTEN.includes(target.type);
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLElement && target.isContentEditable;
}
