import { t } from '../messages/messages.ts';
import { keysOf, type KeyPlace } from './key-table.ts';

/** What the key map says of a place: each action in words, with its keys. */
export function keyRows(place: KeyPlace): readonly { readonly text: string; readonly keys: readonly string[] }[] {
  switch (place) {
    case 'everywhere':
      return keysOf(place).map(([action, keys]) => ({ text: t(`keys.everywhere.${action}`), keys }));
    case 'dashboard':
      return keysOf(place).map(([action, keys]) => ({ text: t(`keys.dashboard.${action}`), keys }));
    case 'chart':
      return keysOf(place).map(([action, keys]) => ({ text: t(`keys.chart.${action}`), keys }));
    case 'readings':
      return keysOf(place).map(([action, keys]) => ({ text: t(`keys.readings.${action}`), keys }));
    case 'player':
      return keysOf(place).map(([action, keys]) => ({ text: t(`keys.player.${action}`), keys }));
    case 'tile':
      return keysOf(place).map(([action, keys]) => ({ text: t(`keys.tile.${action}`), keys }));
    case 'graph':
      return keysOf(place).map(([action, keys]) => ({ text: t(`keys.graph.${action}`), keys }));
    case 'node':
      return keysOf(place).map(([action, keys]) => ({ text: t(`keys.node.${action}`), keys }));
    case 'editor':
      return keysOf(place).map(([action, keys]) => ({ text: t(`keys.editor.${action}`), keys }));
    case 'list':
      return keysOf(place).map(([action, keys]) => ({ text: t(`keys.list.${action}`), keys }));
  }
}
