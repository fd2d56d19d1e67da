import type { Player } from './player.svelte.ts';

type Keyed = Pick<Player, 'toggle' | 'step' | 'faster' | 'jump' | 'seek' | 'whole' | 'isLooping'>;

/** Does what a key means for a recording that is looked at, and says whether it means anything. */
export function playerKey(key: string, player: Keyed): boolean {
  const keys: Readonly<Record<string, () => void>> = {
    ' ': () => player.toggle(),
    ArrowLeft: () => player.step('previous'),
    ArrowRight: () => player.step('next'),
    Home: () => player.seek(player.whole.from),
    End: () => player.seek(player.whole.to),
    '[': () => player.jump('previous'),
    ']': () => player.jump('next'),
    '<': () => player.faster(-1),
    '>': () => player.faster(1),
    r: () => (player.isLooping = !player.isLooping),
  };
  const run = keys[key];
  run?.();
  return run !== undefined;
}
