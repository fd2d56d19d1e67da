import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { noticeNames, requestNames, type Bridge } from './ipc/contract.ts';

/** Types do not bind a page that has been taken over, so names are checked again when it runs. */
const bridge: Bridge = {
  request: (name, ...args) => {
    if (!requestNames.includes(name)) return Promise.reject(new Error('no such request'));
    return ipcRenderer.invoke(name, ...args);
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
