/** A signal that is aborted as soon as one of `signals` is. */
export function anyAborted(...signals: readonly AbortSignal[]): AbortSignal {
  // AbortSignal.any came with Node 20.3; the engine runs on 18 too.
  const either = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) either.abort();
    else signal.addEventListener('abort', () => either.abort(), { once: true });
  }
  return either.signal;
}
