import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Fault, systemReason } from '../../engine/index.ts';

/** Says that the desktop has started the app, and not a person. */
export const AT_LOGIN_SWITCH = 'at-login';

export interface LoginItemParts {
  readonly platform: NodeJS.Platform;
  /** The command that starts the app, its words apart. */
  readonly command: readonly string[];
  /** The user's folder of configuration, on Linux. */
  readonly configFolder: string;
  /** Of Electron's `app`; it does nothing on Linux. */
  readonly setLoginItemSettings: (settings: { openAtLogin: boolean; args: string[] }) => void;
}

/** Has the desktop start the app at login, or not: on Linux by a file that every desktop reads. */
export function setLoginItem(isOn: boolean, parts: LoginItemParts): void {
  const args = [`--${AT_LOGIN_SWITCH}`];
  if (parts.platform !== 'linux') return parts.setLoginItemSettings({ openAtLogin: isOn, args });
  const file = path.join(parts.configFolder, 'autostart', 'millrace.desktop');
  try {
    if (!isOn) return rmSync(file, { force: true });
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, entry([...parts.command, ...args]));
  } catch (error) {
    const advice = 'give this user the right to write there, or add Millrace to the programs of your login yourself';
    throw new Fault('internal', `start at login: cannot change ${file} (${systemReason(error)}); ${advice}`);
  }
}

function entry(command: readonly string[]): string {
  const lines = ['[Desktop Entry]', 'Type=Application', 'Name=Millrace', `Exec=${command.map(quoted).join(' ')}`];
  return `${lines.join('\n')}\n`;
}

/** One word of a command, as desktop entries want it. */
function quoted(word: string): string {
  const plain = word.replaceAll('%', '%%');
  return /^[\w@./:=+,%-]+$/.test(plain) ? plain : `"${plain.replace(/["`$\\]/g, '\\\\$&')}"`;
}
