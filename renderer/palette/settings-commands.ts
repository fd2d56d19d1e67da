import type { Settings } from '../../electron/ipc/contract.ts';
import { tBoth, type Said } from '../messages/messages.ts';
import type { PageState } from '../state/page-state.svelte.ts';
import { groupOf, type Command } from './command.ts';

/** Everything that can be chosen in the settings, each choice a command. */
export function settingsCommands({ settings }: PageState): readonly Command[] {
  const { chosen, state } = settings;
  const group = groupOf('settings');
  const choices: readonly (readonly [Said, Said, Partial<Settings>])[] = [
    ...LANGUAGES.map(
      (language) => [tBoth('settings.language'), tBoth(`settings.language.${language}`), { language }] as const,
    ),
    ...THEMES.map((theme) => [tBoth('settings.theme'), tBoth(`settings.theme.${theme}`), { theme }] as const),
    ...TEMPERATURES.map(
      (temperature) =>
        [tBoth('settings.temperature'), tBoth(`settings.temperature.${temperature}`), { temperature }] as const,
    ),
    ...SIZES.map((sizes) => [tBoth('settings.sizes'), tBoth(`settings.sizes.${sizes}`), { sizes }] as const),
    ...NETWORKS.map(
      (network) => [tBoth('settings.network'), tBoth(`settings.network.${network}`), { network }] as const,
    ),
    ...CLOCKS.map((clock) => [tBoth('settings.clock'), tBoth(`settings.clock.${clock}`), { clock }] as const),
    ...ENCRYPTIONS.map(
      (encryption) =>
        [tBoth('settings.encryption'), tBoth(`settings.encryption.${encryption}`), { encryption }] as const,
    ),
  ];
  const switches: readonly (readonly [Said, Partial<Settings>])[] = [
    ...(state.hasTray ? [[tBoth('settings.closeToTray'), { closeToTray: !chosen.closeToTray }] as const] : []),
    [tBoth('settings.startAtLogin'), { startAtLogin: !chosen.startAtLogin }],
  ];
  return [
    ...choices
      .filter(([, , change]) => !isChosen(chosen, change))
      .map(([what, value, change]) => ({
        id: `set ${JSON.stringify(change)}`,
        said: joined(what, value),
        group,
        run: () => void settings.change(change),
      })),
    ...switches.map(([what, change]) => ({
      id: `set ${JSON.stringify(change)}`,
      said: joined(what, Object.values(change)[0] === true ? tBoth('cmd.on') : tBoth('cmd.off')),
      group,
      run: () => void settings.change(change),
    })),
    {
      id: 'recordings folder',
      said: tBoth('cmd.recordingsFolder'),
      group,
      run: () => void settings.chooseRecordings(),
    },
  ];
}

const LANGUAGES = ['system', 'en', 'zh-CN'] as const;
const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
const TEMPERATURES = ['Cel', '[degF]', 'K'] as const;
const SIZES = ['usual', '1000', '1024'] as const;
const NETWORKS = ['bytes', 'bits'] as const;
const CLOCKS = ['24', '12'] as const;
const ENCRYPTIONS = ['none', 'passphrase'] as const;

function joined(what: Said, value: Said): Said {
  return {
    text: tBoth('cmd.set', { what: what.text, value: value.text }).text,
    english: `${what.english}: ${value.english}`,
  };
}

function isChosen(chosen: Settings, change: Partial<Settings>): boolean {
  return Object.entries(change).every(([key, value]) => chosen[key as keyof Settings] === value);
}
