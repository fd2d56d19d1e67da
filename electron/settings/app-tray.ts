import { Menu, Tray, nativeImage } from 'electron';
import type { Words } from '../words.ts';

/** Pixels of the icon's side; desktops make it smaller where they need it. */
const SIDE = 32;
/** The accent of the dark theme, which is seen on dark and on light bars: blue, green, red, opaque. */
const ACCENT = [0xc9, 0xb8, 0x41, 0xff] as const;

/** How often the values in the tray are brought up to date. */
const REFRESH_MS = 5_000;

export interface AppTrayParts {
  readonly words: () => Words;
  /** What stands above the menu and in the tip: one line for each value. */
  readonly values: { lines(): readonly string[] };
  readonly open: () => void;
  readonly quit: () => void;
}

/** The app's icon in the tray, while it is wanted. */
export class AppTray {
  readonly #parts: AppTrayParts;
  #tray: Tray | null = null;
  #timer: NodeJS.Timeout | null = null;
  #shown = '';

  constructor(parts: AppTrayParts) {
    this.#parts = parts;
  }

  get isShown(): boolean {
    return this.#tray !== null;
  }

  /** Shows the icon or takes it away; where it is shown already, its menu speaks the language of now. */
  show(isWanted: boolean): void {
    if (!isWanted) return this.close();
    if (this.#tray === null) {
      this.#tray = new Tray(nativeImage.createFromBitmap(ring(), { width: SIDE, height: SIDE }));
      this.#tray.on('click', this.#parts.open);
      this.#timer = setInterval(() => this.#refresh(), REFRESH_MS);
    }
    this.#shown = '';
    this.#refresh();
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#tray?.destroy();
    this.#tray = null;
  }

  /** Where nothing has changed, a menu that is open stays open. */
  #refresh(): void {
    const { words, values, open, quit } = this.#parts;
    const lines = values.lines();
    const shown = JSON.stringify([lines, words().quit]);
    if (this.#tray === null || shown === this.#shown) return;
    this.#shown = shown;
    this.#tray.setToolTip(['Millrace', ...lines].join('\n'));
    const items = [
      ...lines.map((label) => ({ label, enabled: false })),
      { label: words().openWindow, click: open },
      { label: words().quit, click: quit },
    ];
    this.#tray.setContextMenu(Menu.buildFromTemplate(items));
  }
}

/** A ring with the level of water in it, four bytes a pixel. */
function ring(): Buffer {
  const pixels = Buffer.alloc(SIDE * SIDE * 4);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const away = Math.hypot(x - (SIDE - 1) / 2, y - (SIDE - 1) / 2);
      const isWater = away < SIDE / 2 - 5 && SIDE / 2 + 2 * Math.sin(x / 3) < y;
      if (isWater || (SIDE / 2 - 4 < away && away < SIDE / 2 - 1)) pixels.set(ACCENT, (y * SIDE + x) * 4);
    }
  return pixels;
}
