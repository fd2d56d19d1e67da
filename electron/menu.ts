import type { MenuItemConstructorOptions } from 'electron';
import type { Words } from './words.ts';

/** The menu bar: the standard items with their standard keys and, from a checkout, what developers need. */
export function menuTemplate(
  words: Words,
  isDevelopment: boolean,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const first: MenuItemConstructorOptions = isMac
    ? { role: 'appMenu' }
    : { label: words.file, submenu: [{ role: 'quit', label: words.quit, accelerator: 'CommandOrControl+Q' }] };
  return [
    first,
    { label: words.edit, submenu: editItems(words) },
    { label: words.view, submenu: viewItems(words, isDevelopment) },
    { label: words.window, submenu: windowItems(words) },
  ];
}

function editItems(words: Words): MenuItemConstructorOptions[] {
  return [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    { type: 'separator' },
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'selectAll', label: words.selectAll },
  ];
}

function viewItems(words: Words, isDevelopment: boolean): MenuItemConstructorOptions[] {
  const forDevelopers: MenuItemConstructorOptions[] = [
    { role: 'reload', label: words.reload },
    { role: 'toggleDevTools', label: words.developerTools },
    { type: 'separator' },
  ];
  return [
    ...(isDevelopment ? forDevelopers : []),
    { role: 'resetZoom', label: words.actualSize },
    { role: 'zoomIn', label: words.zoomIn },
    { role: 'zoomOut', label: words.zoomOut },
    { type: 'separator' },
    { role: 'togglefullscreen', label: words.fullScreen },
  ];
}

function windowItems(words: Words): MenuItemConstructorOptions[] {
  return [
    { role: 'minimize', label: words.minimize },
    { role: 'close', label: words.close },
  ];
}
