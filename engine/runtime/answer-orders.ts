import type { MessagePort } from 'node:worker_threads';
import { describeFault } from '../fault.ts';
import type { Orders, ThreadAnswer, ThreadOrder } from './asked-thread.ts';

/** Answers every order that comes through `port`, in whatever order they are done. `moved`: what of an answer changes hands instead of being copied. */
export function answerOrders<T extends Orders<T>>(
  port: MessagePort,
  carryOut: (order: ThreadOrder<T>) => Promise<unknown>,
  moved: (value: unknown) => readonly ArrayBuffer[] = () => [],
): void {
  port.on('message', (order: ThreadOrder<T>) => {
    carryOut(order).then(
      (value) => port.postMessage({ id: order.id, value } satisfies ThreadAnswer, moved(value)),
      (error: unknown) => port.postMessage({ id: order.id, fault: describeFault(error) } satisfies ThreadAnswer),
    );
  });
}
