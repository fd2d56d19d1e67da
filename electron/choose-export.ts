import type { Dialog } from 'electron';
import type { Words } from './words.ts';

/** Asks in a dialog of the desktop where a file of this name is to be; null: given up. The dialog asks whether a file may be replaced. */
export async function chooseExport(
  { name, ending }: { readonly name: string; readonly ending: string },
  words: Pick<Words, 'chooseExport'>,
  dialog: Pick<Dialog, 'showSaveDialog'>,
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    title: words.chooseExport,
    defaultPath: name,
    filters: [{ name: ending === 'millrace' ? 'Millrace' : ending.toUpperCase(), extensions: [ending] }],
  });
  return canceled || !filePath ? null : filePath;
}
