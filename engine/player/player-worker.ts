import { parentPort } from 'node:worker_threads';
import { describeFault } from '../fault.ts';
import type { PlayerAnswer, PlayerOrder } from './orders.ts';
import { Player } from './player.ts';

// The entry of the thread that reads recordings for people who look at them.
const port = parentPort!;
const player = new Player();

port.on('message', (order: PlayerOrder) => {
  answerTo(order).then(
    (value) => port.postMessage({ id: order.id, value } satisfies PlayerAnswer),
    (error: unknown) => port.postMessage({ id: order.id, fault: describeFault(error) } satisfies PlayerAnswer),
  );
});

function answerTo(order: PlayerOrder): Promise<unknown> {
  switch (order.name) {
    case 'open':
      return player.open(...order.args);
    case 'read':
      return player.read(...order.args);
    case 'figures':
      return player.figures(...order.args);
    case 'find':
      return player.find(...order.args);
  }
}
