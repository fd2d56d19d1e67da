import type { CommandLine } from 'electron';

/** Chromium's own name for it, in its list of features. */
const NETWORK_IN_MAIN = 'NetworkServiceInProcess2';

/**
 * Keeps what Chromium has for the network in the main process instead of a process of its own, which would take 11 MB: no page of the app has the network, and
 * what the engine asks goes by Node. To be called before the app is ready. Features that were asked for on the command line stay.
 */
export function spareProcesses(commandLine: Pick<CommandLine, 'appendSwitch' | 'getSwitchValue'>): void {
  const asked = commandLine.getSwitchValue('enable-features').split(',');
  commandLine.appendSwitch('enable-features', [...asked, NETWORK_IN_MAIN].filter(Boolean).join(','));
}
