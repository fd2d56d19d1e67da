import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../time/clock.ts';
import { concealer, concealMessage } from './conceal.ts';
import { runKeyed, startKeyedThread } from './parallel/keyed-thread.ts';
import type { KeyedStart } from './parallel/messages.ts';
import type { FromWorker, SubtaskStart, ToWorker } from './protocol.ts';
import { TrialThread } from '../trial/trial-thread.ts';
import { Subtask } from './subtask.ts';

// The entry of a worker thread: one subtask, and the messages between it and the thread that started it.
const port = parentPort!;

const start = workerData as SubtaskStart | KeyedStart;

if ('keyed' in start) runKeyed(start, port);
else runFirst(start);

function runFirst(first: SubtaskStart): void {
  const conceal = concealer(first.plan.filled, process.env);
  const post = (message: FromWorker, transfer: readonly ArrayBuffer[] = []): void =>
    port.postMessage(concealMessage(message, conceal), [...transfer]);
  const trial = first.trial && new TrialThread(first.trial, systemClock, post);
  const subtask = new Subtask(first, {
    clock: trial?.clock ?? systemClock,
    trial,
    post,
    startKeyed: (keyed, take) => startKeyedThread(__filename, keyed, take),
  });
  port.on('message', (message: ToWorker) => hear(subtask, message));
  // An open port would keep the thread alive after its last message.
  void subtask.run().then(() => port.close());
}

function hear(subtask: Subtask, message: ToWorker): void {
  switch (message.type) {
    case 'stop':
      subtask.stop();
      break;
    case 'barrier':
      subtask.takeBarrier(message.barrier);
      break;
    case 'complete':
      subtask.complete(message.id);
      break;
    case 'giveUp':
      subtask.giveUp(message.isFinal);
      break;
    case 'fail':
      subtask.fail(message.fault);
      break;
    case 'startRecording':
      void subtask.startRecording(message.recording);
      break;
    case 'stopRecording':
      void subtask.stopRecording();
      break;
    case 'keepRecent':
      void subtask.recent.keep(message.number, message.recording);
      break;
    case 'thin':
      subtask.thin(message.level);
      break;
    case 'tap':
      void subtask.onlookers.tap(message.number, message.order);
      break;
    case 'hold':
      subtask.onlookers.hold(message.number, message.wants);
      break;
    case 'taken':
      subtask.taken(message.outlet);
      break;
  }
}
