import { homedir } from 'node:os';
import path from 'node:path';

/** Where the app keeps its recordings on this system. */
export function appLibrary(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string {
  const home = homedir();
  const places: Partial<Record<NodeJS.Platform, string>> = {
    darwin: path.join(home, 'Library', 'Application Support'),
    win32: environment['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'),
  };
  const data = places[platform] ?? environment['XDG_CONFIG_HOME'] ?? path.join(environment['HOME'] ?? home, '.config');
  return path.join(data, 'Millrace', 'recordings');
}
