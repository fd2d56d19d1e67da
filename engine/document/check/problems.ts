import type { Problem } from '../problem.ts';
import { escapeControls } from './quote.ts';

/** Problems that are kept; of further ones only their number is told. */
export const PROBLEMS_KEPT = 500;

/** Characters of a message; of a longer one, which repeats something long, the middle is left out. */
const MESSAGE_LENGTH_MAX = 600;

/** Where a character of the text stands, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with one document, in the order in which it is found. */
export class Problems {
  /** Line and column of an offset into the text. */
  readonly positionOf: (offset: number) => Position;
  readonly #file: string;
  readonly #found = new Map<string, { readonly offset: number; readonly message: string }>();
  #more = 0;

  constructor(file: string, positionOf: (offset: number) => Position) {
    this.#file = file;
    this.positionOf = positionOf;
  }

  get isEmpty(): boolean {
    return this.#found.size === 0;
  }

  /**
   * Tells that the text at `offset`, the document's `path` (empty: the whole document), is wrong as `message` says.
   * The same about the same place is told once. A message given as a function is made only where it is kept.
   */
  add(offset: number, path: string, message: string | (() => string)): void {
    if (this.#found.size === PROBLEMS_KEPT) {
      this.#more++;
      return;
    }
    const words = typeof message === 'string' ? message : message();
    const whole = escapeControls(withoutMiddle(path === '' ? words : `${path}: ${words}`));
    this.#found.set(`${offset} ${whole}`, { offset, message: whole });
  }

  /** All of them by their place in the text; the last one counts those that were not kept. */
  sorted(): readonly Problem[] {
    const found = [...this.#found.values()].sort((a, b) => a.offset - b.offset);
    if (0 < this.#more) {
      const { offset } = found[found.length - 1]!;
      found.push({ offset, message: `further problems, ${this.#more} in number, are not shown: mend these first` });
    }
    return found.map(({ offset, message }) => ({ file: this.#file, ...this.positionOf(offset), message }));
  }
}

function withoutMiddle(message: string): string {
  if (message.length <= MESSAGE_LENGTH_MAX) return message;
  const half = MESSAGE_LENGTH_MAX / 2;
  return `${message.slice(0, half)}…${message.slice(-half)}`;
}
