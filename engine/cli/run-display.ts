import type { JobStatus } from '../runtime/status.ts';
import type { Clock } from '../time/clock.ts';
import { fitWidth } from './display-width.ts';
import { EXIT } from './io.ts';
import type { CliIo } from './io.ts';
import { progressLine, summaryLines } from './progress.ts';

/** How often a terminal is drawn at most. */
const TERMINAL_PERIOD_MS = 500;
/** How long after the start a log gets its first line; each wait after it is twice as long as the one before, up to … */
const LOG_PERIOD_MS = 5000;
/** … this. */
const LOG_PERIOD_MS_MAX = 60_000;
/** Of a terminal that does not say. */
const COLUMNS = 80;
/** To the beginning of the line, and clear it. */
const CLEAR = '\r\u001b[K';

/**
 * What a run tells on standard error: on a terminal one line of progress that is redrawn in place, with the other messages above it;
 * elsewhere whole lines, soon at first and then rarer.
 */
export class RunDisplay {
  readonly #stderr: CliIo['stderr'];
  readonly #clock: Clock;
  readonly #isTerminal: boolean;
  #periodMs: number;
  #toldAt: number;
  #rows = 0;
  #rowsAt: number;
  #isInPlace = false;
  /** The attempt that was told last. */
  #attempt = 0;

  constructor({ stderr, environment }: Pick<CliIo, 'stderr' | 'environment'>, clock: Clock) {
    this.#stderr = stderr;
    this.#clock = clock;
    // A dumb terminal cannot clear a line.
    this.#isTerminal = stderr.isTTY === true && environment['TERM'] !== 'dumb';
    this.#periodMs = this.#isTerminal ? TERMINAL_PERIOD_MS : LOG_PERIOD_MS;
    this.#toldAt = this.#rowsAt = clock.monotonic();
  }

  /** Shows how far a running pipeline is, where it is time to. */
  update(status: JobStatus): void {
    const now = this.#clock.monotonic();
    if (status.state.kind === 'restarting') this.#tellRestart(status.state);
    if (status.state.kind !== 'running' || now - this.#toldAt < this.#periodMs) return;
    const rows = status.nodes.reduce((total, { role, rowsOut }) => total + (role === 'source' ? rowsOut : 0), 0);
    // An attempt counts from its checkpoint on, which is behind what was told of the one before.
    const passed = Math.max(0, rows - this.#rows);
    const text = progressLine(status, (passed * 1000) / (now - this.#rowsAt));
    this.#toldAt = this.#rowsAt = now;
    this.#rows = rows;
    if (this.#isTerminal) return this.#draw(text);
    this.#periodMs = Math.min(LOG_PERIOD_MS_MAX, 2 * this.#periodMs);
    this.line(text);
  }

  /** Tells, once for each attempt, why the one before failed, and when the next one begins. */
  #tellRestart({ attempt, since, nextAt, fault }: Extract<JobStatus['state'], { kind: 'restarting' }>): void {
    if (attempt === this.#attempt) return;
    this.#attempt = attempt;
    this.line(`${fault.message}; attempt ${attempt} begins in ${((nextAt - since) / 1000).toFixed(1)} s`);
  }

  /** Takes the progress off the terminal, so that something else can be written there. */
  clear(): void {
    if (this.#isInPlace) this.#stderr.write(CLEAR);
    this.#isInPlace = false;
  }

  /** Tells something that stays. */
  line(text: string): void {
    this.clear();
    this.#stderr.write(`${text}\n`);
  }

  /** Tells what every node did and how the run ended, and gives the exit code for it. */
  end(status: JobStatus): number {
    for (const text of summaryLines(status)) this.line(text);
    if (status.state.kind === 'failed') {
      this.line(`failed: ${status.state.fault.message}`);
      return EXIT.failed;
    }
    this.line(status.state.kind === 'finished' ? 'finished: all sources have ended' : 'stopped');
    return EXIT.ok;
  }

  #draw(text: string): void {
    const { columns = 0 } = this.#stderr;
    // The last column stays empty: many terminals go to the next line when it is written.
    this.#stderr.write(`${CLEAR}${fitWidth(text, (0 < columns ? columns : COLUMNS) - 1)}`);
    this.#isInPlace = true;
  }
}
