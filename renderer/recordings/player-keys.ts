import { keyAction, type Press } from '../keys/key-action.ts';
import type { KeyAction } from '../keys/key-table.ts';
import type { Player } from './player.svelte.ts';

type Keyed = Pick<Player, 'toggle' | 'step' | 'faster' | 'jump' | 'seek' | 'whole' | 'isLooping'>;

/** Does what a key means for a recording that is looked at, and says whether it means anything; `mark` names a marker. */
export function playerKey(press: Press, player: Keyed, mark: () => void): boolean {
  const actions: Readonly<Record<KeyAction<'player'>, () => void>> = {
    play: () => player.toggle(),
    back: () => player.step('previous'),
    forth: () => player.step('next'),
    start: () => player.seek(player.whole.from),
    end: () => player.seek(player.whole.to),
    markerBefore: () => player.jump('previous'),
    markerAfter: () => player.jump('next'),
    slower: () => player.faster(-1),
    faster: () => player.faster(1),
    loop: () => (player.isLooping = !player.isLooping),
    mark,
  };
  const action = keyAction('player', press);
  if (action !== undefined) actions[action]();
  return action !== undefined;
}
