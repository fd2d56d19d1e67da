/** How the path of a file is found: in Electron since 32 by `webUtils`, before that the file knows it itself. */
export interface PathFinder {
  getPathForFile(file: File): string;
}

/** A drop, of what the page's types tell. */
type DropEvent = Event & { readonly dataTransfer: { readonly files: Iterable<File> } | null };

/**
 * Notes the paths of what a person drops on the window. Only a real drop counts, which no script can make: so a page that was taken over
 * cannot name a path. Gives a function that hands out what was dropped last, once.
 */
export function followDrops(
  target: Pick<EventTarget, 'addEventListener'>,
  finder: PathFinder | undefined,
): () => readonly string[] {
  let dropped: readonly string[] = [];
  const note = (event: Event): void => {
    if (!event.isTrusted) return;
    const files = [...((event as DropEvent).dataTransfer?.files ?? [])];
    const pathOf = (file: File): string =>
      finder?.getPathForFile(file) ?? (file as File & { path?: string }).path ?? '';
    dropped = files.map(pathOf).filter((path) => path !== '');
  };
  target.addEventListener('drop', note, { capture: true });
  return () => {
    const last = dropped;
    dropped = [];
    return last;
  };
}
