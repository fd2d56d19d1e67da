import { parentPort } from 'node:worker_threads';
import type { LinePoints } from '../data/thinning.ts';
import { answerOrders } from '../runtime/answer-orders.ts';
import { HistoryReader } from './history-reader.ts';
import type { HistoryOrders } from './orders.ts';

// The entry of the thread that reads the history of the charts.
const reader = new HistoryReader();

answerOrders<HistoryOrders>(
  parentPort!,
  ({ args }) => reader.read(...args),
  (points) =>
    (points as readonly LinePoints[]).flatMap(({ times, values }) => [
      times.buffer as ArrayBuffer,
      values.buffer as ArrayBuffer,
    ]),
);
