import type { SinkNode, SourceNode } from '../document/plan.ts';
import { createSource } from '../runtime/create-source.ts';
import type { FromWorker } from '../runtime/protocol.ts';
import type { Sink } from '../sinks/sink.ts';
import type { Source, SourceContext } from '../sources/source.ts';
import type { Clock } from '../time/clock.ts';
import type { TrialStart } from './trial-order.ts';
import { createTrialSink } from './trial-sink.ts';
import { createHeldSource, fitted } from './trial-source.ts';

/** The sources, the sinks and the clock of a subtask that is only tried. */
export class TrialThread {
  /** Shows when the rows came that were given last, so that windows by the machine's clock are those of then. */
  readonly clock: Clock;
  readonly #start: TrialStart;
  readonly #post: (message: FromWorker) => void;
  #now: number;

  constructor(start: TrialStart, clock: Clock, post: (message: FromWorker) => void) {
    this.#start = start;
    this.#post = post;
    this.#now = clock.now();
    this.clock = { now: () => this.#now, monotonic: () => clock.monotonic() };
  }

  source(node: SourceNode, context: SourceContext): Source {
    const { held, metrics } = this.#start.sources[node.id]!;
    const inner =
      held === null
        ? createSource(node, context, {})
        : createHeldSource(this.#start.held[held]!, (at) => (this.#now = at));
    return fitted(inner, {
      schema: node.schema,
      metrics,
      rowsMax: this.#start.rowsMax,
      onEnd: (end) => this.#post({ type: 'triedSource', id: node.id, end }),
    });
  }

  /** Undefined of the sink that is followed, which is as planned. */
  sink(node: SinkNode): Sink | undefined {
    if (node.id === this.#start.followed) return undefined;
    return createTrialSink(node, this.#start.sinks[node.id]!, (sink) => this.#post({ type: 'triedSink', sink }));
  }
}
