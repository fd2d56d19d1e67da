import type { Sink } from './sink.ts';

/** A sink that keeps nothing: the runtime counts the rows on their way in. */
export function createDiscardSink(): Sink {
  return {
    keepsBatches: false,
    open: () => Promise.resolve(),
    receive: () => undefined,
    room: () => null,
    prepareCommit: () => Promise.resolve(null),
    commit: () => Promise.resolve(),
    finish: () => Promise.resolve(),
    abandon: () => Promise.resolve(),
    release: () => Promise.resolve(),
  };
}
