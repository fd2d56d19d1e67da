import { formatTimestamp } from '../data/timestamps.ts';
import type { ByteBuffer } from './byte-buffer.ts';
import { writeDigits } from './number-text.ts';

const Z = 90;

/** Writes timestamps; the text of a second is made once, since rows come in bunches of the same second. */
export class TimestampText {
  #second = NaN;
  /** `2026-11-22T20:04:08.` */
  #text = '';

  /** Appends `time`, milliseconds since 1970 UTC, as `2026-11-22T20:04:08.000Z`. */
  write(into: ByteBuffer, time: number): void {
    const second = Math.floor(time / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#text = formatTimestamp(second * 1000).slice(0, -'000Z'.length);
    }
    into.writeAscii(this.#text);
    into.reserve(4);
    writeDigits(into, Math.floor(time - second * 1000), 3);
    into.bytes[into.length++] = Z;
  }
}
