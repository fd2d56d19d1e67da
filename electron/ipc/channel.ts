import { ipcMain } from 'electron';
import type { RequestChannel } from './serve.ts';

/** The road on which the page's requests come. Only `serve` listens to it. */
export const requestChannel: RequestChannel = ipcMain;
