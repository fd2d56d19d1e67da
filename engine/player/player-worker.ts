import { parentPort } from 'node:worker_threads';
import { answerOrders } from '../runtime/answer-orders.ts';
import type { PlayerOrder, PlayerOrders } from './orders.ts';
import { Player } from './player.ts';

// The entry of the thread that reads recordings for people who look at them.
const player = new Player();

answerOrders<PlayerOrders>(parentPort!, (order: PlayerOrder): Promise<unknown> => {
  switch (order.name) {
    case 'open':
      return player.open(...order.args);
    case 'read':
      return player.read(...order.args);
    case 'figures':
      return player.figures(...order.args);
    case 'sparkline':
      return player.sparkline(...order.args);
    case 'find':
      return player.find(...order.args);
    case 'takeIn':
      return player.takeIn(...order.args);
    case 'exportRecording':
      return player.exportRecording(...order.args);
    case 'exportCharts':
      return player.exportCharts(...order.args);
    case 'exportSeen':
      return player.exportSeen(...order.args);
    case 'keepFile':
      return player.keepFile(...order.args);
    case 'exported':
      return player.exported();
    case 'cancelExport':
      return player.cancelExport();
  }
});
