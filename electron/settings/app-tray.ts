import { Menu, Tray, nativeImage } from 'electron';
import type { Words } from '../words.ts';

/** Pixels of the icon's side; desktops make it smaller where they need it. */
const SIDE = 32;
/** The accent of the dark theme, which is seen on dark and on light bars: blue, green, red, opaque. */
const ACCENT = [0xc9, 0xb8, 0x41, 0xff] as const;

export interface AppTrayParts {
  readonly words: () => Words;
  readonly open: () => void;
  readonly quit: () => void;
}

/** The app's icon in the tray, while it is wanted. */
export class AppTray {
  readonly #parts: AppTrayParts;
  #tray: Tray | null = null;

  constructor(parts: AppTrayParts) {
    this.#parts = parts;
  }

  get isShown(): boolean {
    return this.#tray !== null;
  }

  /** Shows the icon or takes it away; where it is shown already, its menu speaks the language of now. */
  show(isWanted: boolean): void {
    if (!isWanted) return this.close();
    const { words, open, quit } = this.#parts;
    if (this.#tray === null) {
      this.#tray = new Tray(nativeImage.createFromBitmap(ring(), { width: SIDE, height: SIDE }));
      this.#tray.setToolTip('Millrace');
      this.#tray.on('click', open);
    }
    const items = [
      { label: words().openWindow, click: open },
      { label: words().quit, click: quit },
    ];
    this.#tray.setContextMenu(Menu.buildFromTemplate(items));
  }

  close(): void {
    this.#tray?.destroy();
    this.#tray = null;
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
