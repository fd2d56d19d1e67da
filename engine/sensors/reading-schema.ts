import type { Schema } from '../data/types.ts';

/** The columns of readings (contract, section 5). */
export const READING_SCHEMA: Schema = [
  { name: 'ts', type: 'timestamp' },
  { name: 'host', type: 'string' },
  { name: 'metric', type: 'string' },
  { name: 'entity', type: 'string' },
  { name: 'value', type: 'double' },
  { name: 'unit', type: 'string' },
];
