import {
  Thinning,
  Fault,
  formatProblem,
  type ComparedSeries,
  type Engine,
  type HeldSpan,
  type Plan,
  type ReadResult,
  type TrialComparison,
  type TriedLine,
} from '../../engine/index.ts';
import type { PipelineDesk } from './pipeline-desk.ts';
import type { RecordingDesk } from './recording-desk.ts';

/** A line is thinned out to the lowest and the highest point of each of so many spans. */
const BUCKETS = 800;

export interface TrialDeskParts {
  readonly engine: Pick<Engine, 'hold' | 'held' | 'tryOut'>;
  readonly pipelines: Pick<PipelineDesk, 'fileOf' | 'planOf' | 'isActive'>;
  readonly recordings: Pick<RecordingDesk, 'folderOf'>;
  readonly read: (text: string, file: string) => ReadResult;
  readonly environment: NodeJS.ProcessEnv;
}

/** Tries documents before they are applied, one at a time. */
export class TrialDesk {
  readonly #parts: TrialDeskParts;
  #current: AbortController | null = null;

  constructor(parts: TrialDeskParts) {
    this.#parts = parts;
  }

  /** Has the last rows of a pipeline held, and tells how many there are; null of one that does not run. */
  async hold(id: string): Promise<HeldSpan | null> {
    return this.#parts.pipelines.isActive(id) ? this.#parts.engine.hold(id).catch(() => null) : null;
  }

  /** Tries `text` beside what the pipeline has now. A trial that is under way is given up. */
  async tryOut(id: string, text: string, recording: string | null): Promise<TrialComparison | null> {
    this.cancel();
    const trial = new AbortController();
    this.#current = trial;
    const { engine, pipelines } = this.#parts;
    const after = this.#planIn(id, text);
    const on = recording === null ? await this.#held(id) : await this.#recording(recording);
    const compared = await engine.tryOut({ before: pipelines.planOf(id), after, on }, trial.signal);
    if (this.#current === trial) this.#current = null;
    return compared && thinned(compared);
  }

  cancel(): void {
    this.#current?.abort();
    this.#current = null;
  }

  #planIn(id: string, text: string): Plan {
    const result = this.#parts.read(text, this.#parts.pipelines.fileOf(id));
    if ('plan' in result) return result.plan;
    throw new Fault('bad-document', result.problems.map(formatProblem).join('\n'));
  }

  async #held(id: string): ReturnType<Engine['held']> {
    return this.#parts.pipelines.isActive(id) ? this.#parts.engine.held(id).catch(() => ({})) : {};
  }

  async #recording(id: string): Promise<{ recording: string; environment: NodeJS.ProcessEnv }> {
    return { recording: await this.#parts.recordings.folderOf(id), environment: this.#parts.environment };
  }
}

/** The same with no more points than a screen can show; what was computed of them is of all. */
function thinned(compared: TrialComparison): TrialComparison {
  return {
    ...compared,
    sinks: compared.sinks.map((sink) => ({ ...sink, series: sink.series.map(thinnedSeries) })),
  };
}

function thinnedSeries(series: ComparedSeries): ComparedSeries {
  const times = [series.before, series.after].flatMap((line) => (line === null ? [] : [line.times]));
  let [from, to] = [Infinity, -Infinity];
  for (const time of times.flatMap((each) => [...each])) [from, to] = [Math.min(from, time), Math.max(to, time)];
  const thin = (line: TriedLine | null): TriedLine | null => line && { ...line, ...pointsOf(line, { from, to }) };
  return { ...series, before: thin(series.before), after: thin(series.after) };
}

function pointsOf(
  { times, values }: TriedLine,
  { from, to }: { readonly from: number; readonly to: number },
): Pick<TriedLine, 'times' | 'values'> {
  if (times.length <= 2 * BUCKETS || from === to) return { times, values };
  const thinning = new Thinning({ from, to, count: BUCKETS });
  thinning.take({ chart: '', series: '', unit: null, times, values });
  const [points] = thinning.points();
  return points ? { times: points.times.slice(), values: points.values.slice() } : { times, values };
}
