import { readFileSync, renameSync } from 'node:fs';
import { Fault, systemReason } from '../../engine/index.ts';
import type { Settings } from '../ipc/settings.ts';
import { replaceFile } from '../replace-file.ts';
import { DEFAULT_SETTINGS, settingsOf } from './settings.ts';

/** What was found where the settings are kept. */
export interface FoundSettings {
  readonly settings: Settings;
  /** What a person has to be told; null where all is well. */
  readonly trouble: Fault | null;
}

/** The settings in `file`. One that is damaged is put aside, and the defaults hold. */
export function loadSettings(file: string): FoundSettings {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const isFirstStart = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const advice = 'the defaults hold; give this user the right to read it';
    const why = `settings: cannot read ${file} (${systemReason(error)}); ${advice}`;
    return { settings: DEFAULT_SETTINGS, trouble: isFirstStart ? null : new Fault('internal', why) };
  }
  const settings = settingsOf(jsonOrNull(text));
  return settings === null ? putAside(file) : { settings, trouble: null };
}

/** Writes `settings` so that whoever reads `file` finds these or those before. */
export function saveSettings(file: string, settings: Settings): void {
  try {
    replaceFile(file, `${JSON.stringify(settings, null, 2)}\n`);
  } catch (error) {
    const advice = 'they hold until the app ends; give this user the right to write there';
    throw new Fault('internal', `settings: cannot write ${file} (${systemReason(error)}); ${advice}`);
  }
}

function putAside(file: string): FoundSettings {
  const aside = `${file}.damaged`;
  let where = `it is kept as ${aside}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    where = `it cannot be put aside (${systemReason(error)})`;
  }
  const why = `settings: ${file} is damaged; ${where}, and the defaults hold. Choose your settings again.`;
  return { settings: DEFAULT_SETTINGS, trouble: new Fault('internal', why) };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
