import { existsSync } from 'node:fs';
import type { CommandLine } from 'electron';
import { spareEmulation } from './spare-emulation.ts';
import { spareGraphics } from './spare-graphics.ts';
import { spareProcesses } from './spare-processes.ts';

/** Leaves out what Electron would hold and the app has no use for. To be called before the app is ready. */
export function spareMemory(
  environment: Record<string, string | undefined>,
  commandLine: Pick<CommandLine, 'appendSwitch' | 'getSwitchValue' | 'hasSwitch'>,
): void {
  spareGraphics(environment);
  spareProcesses(commandLine);
  spareEmulation(process.platform, existsSync, commandLine);
}
