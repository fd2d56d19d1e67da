import * as electron from 'electron';
import type { IpcRendererEvent } from 'electron';
import { followDrops, type PathFinder } from './dropped-paths.ts';
import type { Bridge } from './ipc/contract.ts';
import { noticeNames, requestNames } from './ipc/names.ts';

const { contextBridge, ipcRenderer } = electron;
/** Older ones, of which the same bundle runs too, have none. */
const { webUtils } = electron as { readonly webUtils?: PathFinder };
const takeDropped = followDrops(globalThis as unknown as EventTarget, webUtils);

/** Types do not bind a page that has been taken over, so names are checked again when it runs. */
const bridge: Bridge = {
  request: (name, ...args) => {
    if (!requestNames.includes(name)) return Promise.reject(new Error('no such request'));
    if (name !== 'importDropped') return ipcRenderer.invoke(name, ...args);
    // Paths come from here alone.
    if (0 < args.length) return Promise.reject(new Error('a page names no paths'));
    return ipcRenderer.invoke(name, takeDropped());
  },
  listen(name, listener) {
    if (!noticeNames.includes(name)) throw new Error('no such notice');
    // The event holds Electron's own objects: only the notice goes on.
    const heard = (_event: IpcRendererEvent, notice: Parameters<typeof listener>[0]): void => listener(notice);
    ipcRenderer.on(name, heard);
    return () => {
      ipcRenderer.off(name, heard);
    };
  },
};

contextBridge.exposeInMainWorld('bridge', bridge);
