import type { Batch } from '../../data/batch.ts';
import { PassedWatermarks } from '../../time/passed-watermarks.ts';
import type { WatermarkMoves } from '../../time/watermark-moves.ts';
import { MoveReader, MoveWriter } from '../../time/watermark-moves.ts';

/** Characters of moves that a manifest holds, some hundred thousand moves: it is written at each commit. */
const MOVES_MAX = 512 * 1024;

/** What a recording had when it was gone on with. */
export interface TrailBefore {
  readonly rows: number;
  readonly moves: WatermarkMoves | null;
  /** The watermark that the times of those rows give. */
  readonly watermark: number;
  /** Whether the rows go on from a checkpoint, and their watermark with them, or begin anew. */
  readonly goesOn: boolean;
}

/**
 * Writes down how the watermarks of rows move, from the first row on before which they are not what the times of the rows give: that is what
 * a replay goes by otherwise. What comes before the first row, and the end, are not noted.
 */
export class WatermarkTrail {
  readonly #delayMs: number;
  readonly #passed = new PassedWatermarks();
  #rows = 0;
  #watermark = -Infinity;
  /** The one before the last row. */
  #before = -Infinity;
  /** What the times of the rows give; of no use once there are moves. */
  #expected = -Infinity;
  #from = 0;
  #until: number | null = null;
  #moves: MoveWriter | null = null;

  constructor(outOfOrdernessMs: number) {
    this.#delayMs = outOfOrdernessMs + 1;
  }

  /** Goes on after rows that are in the recording. */
  startWith({ rows, moves, watermark, goesOn }: TrailBefore): void {
    this.#rows = rows;
    this.#expected = watermark;
    if (!goesOn) this.#watermark = watermark;
    if (moves) this.#takeOver(moves);
  }

  take(batch: Batch): void {
    const { length, watermarksBefore, eventTimes } = batch;
    this.#passed.take(batch);
    for (let i = 0; i < length; i++) {
      this.#reach(typeof watermarksBefore === 'number' ? watermarksBefore : watermarksBefore[i]!);
      this.#pass(eventTimes![i]!);
    }
    this.#reach(batch.watermark);
  }

  /** Null as long as the times of the rows tell it all. */
  get told(): WatermarkMoves | null {
    return this.#moves && { from: this.#from, until: this.#until, moves: this.#moves.text };
  }

  #reach(watermark: number): void {
    while (this.#watermark < watermark && this.#until === null) {
      const next = this.#passed.next(watermark);
      if (next === Infinity) return;
      if (this.#watermark < next) this.#move(next);
    }
  }

  #move(watermark: number): void {
    if (0 < this.#rows && this.#moves === null && watermark !== this.#expected) this.#begin();
    this.#watermark = watermark;
    if (this.#moves) this.#note(watermark);
  }

  #pass(time: number): void {
    if (this.#rows === 0) this.#expected = this.#watermark;
    if (this.#moves === null && this.#watermark !== this.#expected) this.#begin();
    this.#rows++;
    this.#before = this.#watermark;
    this.#expected = Math.max(this.#watermark, time - this.#delayMs);
  }

  /** From here on they are written down; with the move of the last row, where there was one already. */
  #begin(): void {
    this.#from = this.#rows;
    this.#moves = new MoveWriter(this.#from);
    if (this.#before < this.#watermark) this.#note(this.#watermark);
  }

  #note(watermark: number): void {
    if (this.#moves!.length < MOVES_MAX) this.#moves!.add(this.#rows, watermark);
    else this.#until = this.#rows;
  }

  /** Takes over the moves before the last of the rows that are kept; those behind it come again. */
  #takeOver(former: WatermarkMoves): void {
    if (this.#rows <= former.from) return;
    this.#from = former.from;
    this.#until = former.until !== null && former.until < this.#rows ? former.until : null;
    this.#moves = new MoveWriter(former.from);
    const reader = new MoveReader(former);
    let watermark = -Infinity;
    for (let { row } = reader; row < this.#rows; { row } = reader) {
      watermark = reader.take();
      this.#moves.add(row, watermark);
    }
    this.#watermark = watermark;
  }
}
