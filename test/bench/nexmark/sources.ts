import type { SourceSpec } from '../../../engine/api/index.ts';
import type { ProgramPart } from '../../../engine/runtime/program-part.ts';
import type { Kind, Load } from './events.ts';
import { COLUMNS } from './events.ts';
import { generate } from './generator.ts';

/** How far out of order Nexmark lets events be, though they come in order. */
export const DISORDER = '4s';

/**
 * What stands in the place of a source of a document: the events of `kind` of a load. `unread`: kinds that nobody reads; these are
 * made all the same and dropped, as by the one source that Nexmark has.
 */
export function eventSource(kind: Kind, load: Load, unread: readonly Kind[] = []): ProgramPart {
  return {
    role: 'source',
    word: 'rows',
    why: 'its rows are made by the benchmark',
    create() {
      const batches = generate(kind, load);
      const others = unread.map((each) => generate(each, load));
      return {
        open: () => Promise.resolve(),
        poll() {
          // A batch of each kind is of the same span of time.
          for (const each of others) each.next();
          return Promise.resolve(batches.next().value ?? null);
        },
        position: () => null,
        close: () => Promise.resolve(),
      };
    },
  };
}

/** Bids, as a source of the API. */
export function bidSource(load: Load): SourceSpec<(typeof COLUMNS)['bid'], true> {
  const eventTime = { column: 'ts', out_of_orderness: DISORDER };
  const keys = { path: 'none.ndjson', format: 'ndjson', schema: COLUMNS.bid, event_time: eventTime };
  return { type: 'file', keys, part: eventSource('bid', load, ['person', 'auction']) };
}
