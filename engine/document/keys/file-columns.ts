import { COLUMNS_MAX } from './bounds.ts';
import { COLUMN_TYPE } from './common.ts';

const FILE_COLUMN = {
  kind: 'either',
  short: COLUMN_TYPE,
  long: {
    kind: 'object',
    keys: {
      type: { kind: COLUMN_TYPE, isRequired: true, description: 'The type of the column.', example: 'double' },
      from: {
        kind: { kind: 'text', min: 1 },
        description:
          'Where it is found: a header of the CSV, or a.b in nested JSON and Parquet. Default: the name of the column.',
        example: 'a.b',
      },
    },
  },
} as const;

/** The columns that are read from files and answers. */
export const FILE_COLUMNS = { kind: 'map', names: 'column', of: FILE_COLUMN, min: 1, max: COLUMNS_MAX } as const;

/** How CSV is written. */
export const CSV = {
  kind: 'object',
  keys: {
    delimiter: {
      kind: { kind: 'text', min: 1, max: 1 },
      default: ',',
      description: 'The character between two fields.',
      example: ';',
    },
    header: {
      kind: { kind: 'boolean' },
      default: true,
      description: 'Whether the first row names the columns; without it the schema gives their order.',
      example: true,
    },
  },
} as const;
