import { EventEmitter } from 'node:events';

/** What the app asked of Electron when it started, in order: `app.enableSandbox`, `protocol.handle app`, … */
export const calls: string[] = [];

/** What was handed to Electron: options of windows, handlers by name. */
export const given = {
  windows: [] as { readonly webPreferences: Record<string, unknown>; readonly [option: string]: unknown }[],
  loaded: [] as string[],
  requests: new Map<string, (...args: unknown[]) => Promise<unknown>>(),
  session: new Map<string, (...args: never[]) => unknown>(),
  contents: new Map<string, (...args: never[]) => unknown>(),
};

const note =
  (name: string) =>
  (...args: unknown[]): void => {
    calls.push([name, ...args.filter((arg) => typeof arg === 'string')].join(' '));
  };

class FakeContents extends EventEmitter {
  readonly sent: unknown[][] = [];
  setWindowOpenHandler = (handler: () => unknown): void => void given.contents.set('open', handler);
  isDestroyed = (): boolean => false;
  isCrashed = (): boolean => false;
  /** Where a person went; empty: where it was loaded. */
  url = '';
  crashed = 0;
  getURL = (): string => this.url || this.loaded;
  loaded = '';
  forcefullyCrashRenderer = (): void => void this.crashed++;
  send = (...args: unknown[]): void => void this.sent.push(args);
}

class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  constructor(options: (typeof given.windows)[number]) {
    super();
    given.windows.push(options);
    app.emit('web-contents-created', {}, this.webContents);
    windows.push(this);
  }
  loadURL = (url: string): Promise<void> => {
    this.webContents.loaded = url;
    given.loaded.push(url);
    return Promise.resolve();
  };
  close = (): void => void (this.emit('close', { preventDefault: () => undefined }), this.destroy());
  destroy = (): void => void this.emit('closed');
  isVisible = (): boolean => true;
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => false;
  isDestroyed = (): boolean => false;
  getNormalBounds = (): object => ({ x: 0, y: 0, width: 1000, height: 700 });
  show = note('window.show');
  focus = note('window.focus');
  restore = note('window.restore');
  setBackgroundColor = note('window.setBackgroundColor');
}

export const windows: FakeWindow[] = [];

const appPaths = { userData: '' };

/** Where the fake app keeps its data. */
export function setUserData(folder: string): void {
  appPaths.userData = folder;
}

export const app = Object.assign(new EventEmitter(), {
  isPackaged: true,
  commandLine: { hasSwitch: () => false, getSwitchValue: () => '', appendSwitch: () => undefined },
  enableSandbox: note('app.enableSandbox'),
  requestSingleInstanceLock: () => true,
  whenReady: () => (note('app.whenReady')(), Promise.resolve()),
  getPath: () => appPaths.userData,
  getAppPath: () => appPaths.userData,
  getLocale: () => 'en',
  getAppMetrics: () => [],
  quit: note('app.quit'),
  exit: (code: number) => note(`app.exit ${code}`)(),
});

const handlerOf = (name: string) => (handler: (...args: never[]) => unknown) => void given.session.set(name, handler);

export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: handlerOf('permission request'),
    setPermissionCheckHandler: handlerOf('permission check'),
    setDevicePermissionHandler: handlerOf('device permission'),
    webRequest: { onBeforeRequest: handlerOf('before request') },
  }),
};

export const protocol = {
  registerSchemesAsPrivileged: (schemes: readonly object[]) => note(`protocol.privileged ${JSON.stringify(schemes)}`)(),
  handle: note('protocol.handle'),
};
export const ipcMain = {
  handle: (name: string, listener: (...args: unknown[]) => Promise<unknown>) => void given.requests.set(name, listener),
};
export const powerMonitor = new EventEmitter();
export const shell = { showItemInFolder: note('shell.show'), trashItem: () => Promise.resolve() };
export const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: true, themeSource: 'system' });
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };
export const Menu = { setApplicationMenu: note('menu.set'), buildFromTemplate: (template: unknown) => template };
export const dialog = {
  showMessageBox: () => Promise.resolve({ response: 0 }),
  showOpenDialog: () => Promise.resolve({ canceled: true, filePaths: [] }),
};
export class Notification extends EventEmitter {
  static isSupported = (): boolean => true;
  show = note('notification.show');
}
export const nativeImage = { createFromBitmap: () => ({}) };
export class Tray extends EventEmitter {
  setToolTip = note('tray.tip');
  setContextMenu = note('tray.menu');
  destroy = note('tray.destroy');
}
export const BrowserWindow = FakeWindow;
