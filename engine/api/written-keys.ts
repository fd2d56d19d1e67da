import type { Json } from '../document/text/written.ts';

/** The keys of `options` that have a value, in the order in which they stand: what is left out is left to the document's defaults. */
export function writtenKeys(options: Readonly<Record<string, Json | undefined>>): Record<string, Json> {
  return Object.fromEntries(Object.entries(options).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** What to do with rows that cannot be read or computed: of sources and operators. */
export interface RejectionOptions {
  /** An NDJSON file that takes them, with the reason. */
  readonly rejects?: string;
  /** `fail`: such a row stops the pipeline. */
  readonly onError?: 'reject' | 'fail';
}

/** `options` as a document says them. */
export function rejectionKeys({ rejects, onError }: RejectionOptions): Record<string, Json> {
  return writtenKeys({ rejects, on_error: onError });
}
