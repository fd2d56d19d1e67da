/**
 * Where the watermarks of recorded rows are not those that their times alone give, as where rows of several sources were united: from
 * `from` rows on they move as `moves` say, before row `until`, where there is one, for the last time.
 *
 * Each move is `<rows since the one before>+<milliseconds since the one before>`, the first one since row `from` and since 1970;
 * `=` instead of `+` stands before a watermark itself, and `*n` behind a move that comes n times. Between them are spaces.
 */
export interface WatermarkMoves {
  readonly from: number;
  readonly until: number | null;
  readonly moves: string;
}

/** One move, `count` times in a row. */
interface Run {
  readonly rows: number;
  /** How far it goes; of one that `isWhole`, to where. */
  readonly ms: number;
  readonly isWhole: boolean;
  readonly count: number;
}

const MOVE = /^(\d+)([+=])(-?\d+(?:\.\d+)?(?:e\+?\d+)?)(?:\*(\d+))?$/;

/** Writes moves down, one after the other. */
export class MoveWriter {
  readonly #done: string[] = [];
  #doneLength = 0;
  #run: Run | null = null;
  #row: number;
  #watermark = 0;

  /** `from`: the row that the first move counts from. */
  constructor(from: number) {
    this.#row = from;
  }

  /** How long the text is, about. */
  get length(): number {
    return this.#doneLength;
  }

  add(row: number, watermark: number): void {
    const ms = watermark - this.#watermark;
    const isWhole = !Number.isSafeInteger(ms);
    const run = { rows: row - this.#row, ms: isWhole ? watermark : ms, isWhole, count: 1 };
    const last = this.#run;
    if (last && !isWhole && last.rows === run.rows && last.ms === run.ms)
      this.#run = { ...last, count: last.count + 1 };
    else {
      if (last) this.#end(last);
      this.#run = run;
    }
    this.#row = row;
    this.#watermark = watermark;
  }

  get text(): string {
    const last = this.#run === null ? [] : [textOf(this.#run)];
    return [...this.#done, ...last].join(' ');
  }

  #end(run: Run): void {
    const text = textOf(run);
    this.#done.push(text);
    this.#doneLength += text.length + 1;
  }
}

function textOf({ rows, ms, isWhole, count }: Run): string {
  return `${rows}${isWhole ? '=' : '+'}${ms}${count === 1 ? '' : `*${count}`}`;
}

/** Whether `text` is a list of moves. */
export function areMoves(text: string): boolean {
  return text === '' || text.split(' ').every((each) => MOVE.test(each));
}

/** Reads moves, one after the other. */
export class MoveReader {
  readonly #moves: readonly string[];
  #next = 0;
  #run: Run | null = null;
  #left = 0;
  #row: number;
  #watermark = 0;

  constructor({ from, moves }: WatermarkMoves) {
    this.#moves = moves === '' ? [] : moves.split(' ');
    this.#row = from;
    this.#readRun();
  }

  /** How many rows there are before the next move; +Infinity where there is none. */
  get row(): number {
    return this.#run === null ? Infinity : this.#row + this.#run.rows;
  }

  /** Where the next move goes. It is taken. */
  take(): number {
    const run = this.#run!;
    this.#row += run.rows;
    this.#watermark = run.isWhole ? run.ms : this.#watermark + run.ms;
    if (--this.#left === 0) this.#readRun();
    return this.#watermark;
  }

  #readRun(): void {
    const text = this.#moves[this.#next++];
    const [, rows, sign, ms, count = '1'] = (text === undefined ? null : MOVE.exec(text)) ?? [];
    this.#run = rows === undefined ? null : { rows: Number(rows), ms: Number(ms), isWhole: sign === '=', count: 0 };
    this.#left = Number(count);
  }
}
