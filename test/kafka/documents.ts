import { BROKER } from './command.ts';

/** A document that copies `topic` into files, to the end that it has when it is begun. */
export const copy = (name: string, topic: string, { schema = 'n: bigint', keys = '', settings = '' } = {}): string => `
version: 1
name: ${name}
settings: { checkpoint: { interval: 200ms }${settings} }
sources: { in: { type: kafka, brokers: ["${BROKER}"], topic: ${topic}, until: latest, schema: { ${schema} }${keys} } }
sinks: { out: { type: file, inputs: [in], path: ${name} } }
`;

/** One that writes `rows` numbers to `topic`, `rate` in a second. */
export const count = (name: string, topic: string, { rows = 1000, rate = 0, keys = '' } = {}): string => `
version: 1
name: ${name}
settings: { checkpoint: { interval: 200ms } }
sources:
  numbers:
    type: generator
    rows: ${rows}
    ${rate === 0 ? '' : `rate: ${rate}`}
    columns: { n: { sequence: {} }, k: { choice: [a, b, c, d] }, ts: { time: { start: 2026-01-01T00:00:00Z, step: 1s } } }
    event_time: { column: ts }
sinks: { out: { type: kafka, inputs: [numbers], brokers: ["${BROKER}"], topic: ${topic}${keys} } }
`;

/** How many rows there are, how many of the numbers up to `count` are missing, and how many are there again. */
export function tally(found: readonly number[], count: number): { readonly missing: number; readonly again: number } {
  const distinct = new Set(found);
  return { missing: count - distinct.size, again: found.length - distinct.size };
}
export const ONCE = { missing: 0, again: 0 };
