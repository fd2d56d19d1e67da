import path from 'node:path';
import { Fault } from '../../engine/index.ts';
import type { Settings } from '../ipc/settings.ts';
import { areGraphPlaces } from './graph-places.ts';

/** Percent of a core, to choose from. */
export const BUDGETS = [2, 5, 10, 20] as const;

/** More would make a tip of the tray longer than desktops show. */
const TRAY_CHARTS_MAX = 6;

/** What holds until a person chooses otherwise. */
export const DEFAULT_SETTINGS: Settings = {
  language: 'system',
  theme: 'system',
  temperature: 'Cel',
  sizes: 'usual',
  network: 'bytes',
  clock: '24',
  budget: null,
  recordingsFolder: null,
  encryption: 'none',
  trayCharts: [],
  closeToTray: false,
  startAtLogin: false,
  startHidden: false,
  firstSteps: true,
  lesson: true,
  graphPlaces: {},
};

type Check = (value: unknown) => boolean;

const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value) =>
    allowed.includes(value);
const isSwitch = oneOf(true, false);
const isShortList: Check = (value) =>
  Array.isArray(value) &&
  value.length <= TRAY_CHARTS_MAX &&
  value.every((each) => typeof each === 'string' && each.length <= 200);

const CHECKS: Readonly<Record<keyof Settings, Check>> = {
  language: oneOf('system', 'en', 'zh-CN'),
  theme: oneOf('system', 'light', 'dark', 'contrast'),
  temperature: oneOf('Cel', '[degF]', 'K'),
  sizes: oneOf('usual', '1000', '1024'),
  network: oneOf('bytes', 'bits'),
  clock: oneOf('24', '12'),
  budget: oneOf(null, ...BUDGETS),
  recordingsFolder: (value) => value === null || (typeof value === 'string' && path.isAbsolute(value)),
  encryption: oneOf('none', 'passphrase'),
  trayCharts: isShortList,
  closeToTray: isSwitch,
  startAtLogin: isSwitch,
  startHidden: isSwitch,
  firstSteps: isSwitch,
  lesson: isSwitch,
  graphPlaces: areGraphPlaces,
};

/** The settings that a file holds: what is missing or means nothing is as it is by default. Null: it holds no settings at all. */
export function settingsOf(value: unknown): Settings | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const kept = Object.entries(value).filter(([key, each]) => isKey(key) && CHECKS[key](each));
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(kept) };
}

/** What the page wants to change. A folder it can only take back: paths are chosen in a dialog of the desktop. */
export function parseSettingsChange(value: unknown): Partial<Settings> {
  if (typeof value !== 'object' || value === null) throw refused('the change has to be an object');
  for (const [key, each] of Object.entries(value)) {
    if (!isKey(key)) throw refused(`there is no setting "${key.slice(0, 40)}"`);
    if (!CHECKS[key](each) || (key === 'recordingsFolder' && each !== null))
      throw refused(`"${key}" cannot be ${shown(each)}`);
  }
  return value;
}

function isKey(key: string): key is keyof Settings {
  return Object.hasOwn(CHECKS, key);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : typeof value;
}

function refused(why: string): Fault {
  return new Fault('bad-request', `settings: ${why}`);
}
