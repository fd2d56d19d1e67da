/** What taking in recordings says, in English. */
export const enImport = {
  'import.run': 'Import…',
  'import.busy': 'Importing…',
  'import.region': 'Drop to import',
  'import.what':
    'A .millrace file, the folder of a recording, or a CSV, NDJSON or Parquet file. It is copied; what you drop stays where it is.',
  'import.one': '“{name}” was imported.',
  'import.many': '{n} {n:recording was|recordings were} imported.',
  'import.leftOut': '{n} {n:row|rows} cannot be read and {n:is|are} left out.',
} as const;
