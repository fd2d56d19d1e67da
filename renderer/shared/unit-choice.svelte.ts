import type { Settings } from '../../electron/ipc/contract.ts';

type UnitChoice = Pick<Settings, 'temperature' | 'sizes' | 'network' | 'clock'>;

/** In what values and times are shown, as a person has chosen; what shows one in a template shows it anew when this changes. */
export const unitChoice = $state<{ -readonly [K in keyof UnitChoice]: UnitChoice[K] }>({
  temperature: 'Cel',
  sizes: 'usual',
  network: 'bytes',
  clock: '24',
});
