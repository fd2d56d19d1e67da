/** What is said of how often is read, encryption and the tray, in English. */
export const enPrivacy = {
  'settings.sampling': 'Sensors are read every',
  'settings.sampling.ms': '{n} ms',
  'settings.sampling.s': '{n} s',
  'settings.samplingHint':
    'Of {name}, whose document says the same. It goes on from its state; alerts and other pipelines keep their own.',
  'settings.samplingEdited': '{name} is being edited: save or revert it there first.',
  'settings.encryption': 'Encryption',
  'settings.encryption.none': 'None',
  'settings.encryption.passphrase': 'With a passphrase',
  'settings.encryptionHint':
    'Asked for with each new recording, and kept nowhere: without it nobody can read the recording.',
  'settings.tray': 'Values in the tray',
  'settings.trayHint': 'Up to six, shown in the icon’s tip and menu while the app keeps running in the tray.',
  'encrypt.title': 'Record with a passphrase',
  'encrypt.keepTitle': 'Keep with a passphrase',
  'encrypt.keep': 'Keep the last minutes',
  'encrypt.body': 'It is kept nowhere. Without it, nobody can read the recording.',
  'encrypt.again': 'Once more',
  'encrypt.differs': 'The two differ.',
  'encrypt.start': 'Start recording',
} as const;
