import {
  BrowserWindow,
  Menu,
  dialog,
  nativeTheme,
  screen,
  type RenderProcessGoneDetails,
  type WebContents,
} from 'electron';
import { systemClock } from '../engine/index.ts';
import type { Log } from './log.ts';
import { menuTemplate } from './menu.ts';
import { PageRest } from './page-rest.ts';
import { Revivals } from './revivals.ts';
import { backgroundColor, windowOptions } from './window-options.ts';
import { loadWindowState, saveWindowState } from './window-state.ts';
import type { Words } from './words.ts';

/** The window is shown after this even if its page has not drawn by then: a person has to see that something is there. */
const SHOW_AT_LATEST_MS = 5_000;

export interface AppWindowParts {
  readonly url: string;
  readonly preload: string;
  readonly stateFile: string;
  readonly isDevelopment: boolean;
  readonly words: () => Words;
  /** Whether closing the window leaves the app where it can be opened from again. */
  readonly closesToTray: () => boolean;
  readonly log: Log;
  /** The page is gone or about to be replaced: nothing may be sent until it opens anew. */
  readonly onPageGone: () => void;
  /** Somebody can see the window, or nobody can. */
  readonly onVisible: (isVisible: boolean) => void;
  readonly quit: () => void;
}

/** The app's one window. It may come and go, and its page with it; what runs in this process does not notice. */
export class AppWindow {
  readonly #parts: AppWindowParts;
  readonly #revivals = new Revivals();
  readonly #rest = new PageRest({
    giveUp: () => this.#giveUp(),
    load: () => this.#load(),
  });
  #window: BrowserWindow | null = null;
  /** Where the page is, or was when there was a window last. */
  #url: string;
  #isAway = false;
  #wasShown = false;

  constructor(parts: AppWindowParts) {
    this.#parts = parts;
    this.#url = parts.url;
  }

  /** Whether there is no window because nobody looks: the app goes on without it. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /** The page's contents; null without a window. */
  get contents(): WebContents | null {
    return this.#window?.webContents ?? null;
  }

  get isVisible(): boolean {
    return this.#window !== null && this.#window.isVisible() && !this.#window.isMinimized();
  }

  /** Makes the window, where it was last, and shows it once its page is drawn. */
  open(): void {
    if (this.#window !== null) return this.raise();
    const { preload, isDevelopment, stateFile } = this.#parts;
    const state = loadWindowState(
      stateFile,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    );
    const isDark = nativeTheme.shouldUseDarkColors;
    const window = new BrowserWindow(windowOptions({ state, preload, isDark, isDevelopment }));
    this.#window = window;
    this.#isAway = false;
    this.relabel();
    if (state.isMaximized) window.once('show', () => window.maximize());
    this.#followWindow(window);
    this.#followPage(window.webContents);
    this.#load();
  }

  /** Brings the window to the front, wherever it is, or makes it again. */
  raise(): void {
    if (this.#window === null) return this.open();
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  /** Writes the menu in the language of now. */
  relabel(): void {
    const { words, isDevelopment } = this.#parts;
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(words(), isDevelopment, process.platform)));
  }

  /** Remembers where the window is. */
  saveState(): void {
    const window = this.#window;
    if (window === null) return;
    try {
      saveWindowState(this.#parts.stateFile, window.getNormalBounds(), window.isMaximized());
    } catch (error) {
      // The window opens in its default place next time; nothing else is lost.
      this.#parts.log('warning', `window state: ${String(error)}`);
    }
  }

  #followWindow(window: BrowserWindow): void {
    const { onVisible } = this.#parts;
    const show = (): void => {
      clearTimeout(atLatest);
      if (!window.isDestroyed() && !window.isVisible()) window.show();
    };
    const atLatest = setTimeout(show, SHOW_AT_LATEST_MS);
    const paint = (): void => window.setBackgroundColor(backgroundColor(nativeTheme.shouldUseDarkColors));
    window.once('ready-to-show', show);
    window.once('show', () => this.#tellStartTime());
    const shown = (): void => {
      this.#rest.shown();
      onVisible(true);
    };
    const hidden = (): void => {
      this.#rest.hidden();
      onVisible(false);
    };
    for (const name of ['show', 'restore'] as const) window.on(name as 'show', shown);
    for (const name of ['hide', 'minimize'] as const) window.on(name as 'hide', hidden);
    nativeTheme.on('updated', paint);
    window.on('close', () => this.#leave(this.#parts.closesToTray()));
    window.once('closed', () => {
      clearTimeout(atLatest);
      this.#rest.end();
      nativeTheme.off('updated', paint);
      this.#window = null;
      this.#parts.onPageGone();
    });
  }

  /** A window that is hidden costs as much as one that is seen, but one that is minimised has its place among the others. */
  #giveUp(): void {
    if (this.#window?.isMinimized()) return this.contents?.forcefullyCrashRenderer();
    this.#leave(true);
    this.#window?.destroy();
  }

  /** The window is about to go: remembers what the next one begins with. */
  #leave(isAway: boolean): void {
    this.saveState();
    this.#isAway = isAway;
    this.#url = this.contents?.getURL() || this.#url;
  }

  #followPage(contents: WebContents): void {
    const { log, onPageGone } = this.#parts;
    // Not when a navigation starts: one that is refused starts too.
    contents.on('did-navigate', onPageGone);
    contents.on('did-fail-load', (_event, code, description, url) => {
      log('error', `page: ${url} did not load: ${description} (${code})`);
    });
    contents.on('unresponsive', () => log('warning', 'page: does not respond'));
    contents.on('responsive', () => log('info', 'page: responds again'));
    contents.on('render-process-gone', (_event, details) => this.#revive(details));
  }

  #revive({ reason, exitCode }: RenderProcessGoneDetails): void {
    this.#parts.onPageGone();
    if (reason === 'clean-exit' || this.#rest.isResting) return;
    this.#parts.log('error', `page: its process is gone (${reason}, exit code ${exitCode})`);
    // Not within the event: the process is still being taken down.
    if (this.#revivals.allow(systemClock.monotonic())) setImmediate(() => this.#load());
    else void this.#askWhetherToLoad();
  }

  async #askWhetherToLoad(): Promise<void> {
    if (this.#window === null) return;
    const { quit } = this.#parts;
    const words = this.#parts.words();
    const { response } = await dialog.showMessageBox(this.#window, {
      type: 'error',
      message: words.pageGone,
      detail: words.pageGoneDetail,
      buttons: [words.loadAgain, words.quit],
      defaultId: 0,
      cancelId: 0,
    });
    if (response === 1) return quit();
    this.#revivals.reset();
    this.#load();
  }

  #tellStartTime(): void {
    const startedAt = this.#wasShown ? null : process.getCreationTime();
    this.#wasShown = true;
    if (startedAt !== null)
      this.#parts.log('info', `window: shown ${Math.round(systemClock.now() - startedAt)} ms after the start`);
  }

  #load(): void {
    const window = this.#window;
    if (window === null || window.isDestroyed()) return;
    // Where the person was, if there was a page before. A failure is told by `did-fail-load`.
    window.loadURL(window.webContents.getURL() || this.#url).catch(() => undefined);
  }
}
