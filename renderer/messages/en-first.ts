/** What a first start says, in English. */
export const enFirst = {
  'first.title': 'First steps',
  'first.text':
    'The charts below are this machine, now. Nothing is sent anywhere, and nothing is kept but a day of these charts until you record.',
  'first.example': 'Try an example: rows that come late',
  'first.sample': 'Open a sample recording',
  'first.sampleHint':
    'The sample recording is made up by a generator: a machine that does not exist gets hot three times.',
  'first.sensors': 'Choose sensors',
  'first.keys': 'Everything else: {key}',
  'first.dismiss': 'Do not show this again',
} as const;
