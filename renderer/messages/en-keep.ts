/** What keeping the last minutes, and taking in and giving out recordings says, in English. */
export const enKeep = {
  'keep.run': 'Keep last 10 min',
  'keep.hint': 'Makes a recording of what was read in the last ten minutes: for what you have just seen.',
  'keep.done': 'The last {length} are kept: {rows} {rows:row|rows}.',
  'keep.less': 'All that was held is kept, {length}: {rows} {rows:row|rows}. The pipeline has not read for longer.',
  'keep.recorded': '{length} are recorded as “{name}”.',
  'keep.open': 'Open it',
  'keep.close': 'Close this note',
} as const;
