/** Opens a dialog as a modal one, which keeps the focus inside; when it goes, the focus is back where it was. */
export function modal(dialog: HTMLDialogElement): () => void {
  const before = document.activeElement;
  dialog.showModal();
  return () => {
    dialog.close();
    // A dialog that is taken away gives nothing back by itself. What was opened instead of it keeps the focus.
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (isLost && before instanceof HTMLElement && before.isConnected) before.focus();
  };
}
