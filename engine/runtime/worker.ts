import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../time/clock.ts';
import { concealer, concealMessage } from './conceal.ts';
import type { FromWorker, SubtaskStart, ToWorker } from './protocol.ts';
import { Subtask } from './subtask.ts';

// The entry of a worker thread: one subtask, and the messages between it and the main thread.
const port = parentPort!;

const start = workerData as SubtaskStart;
const conceal = concealer(start.plan.filled, process.env);

const subtask = new Subtask(start, {
  clock: systemClock,
  post(message: FromWorker, transfer: readonly ArrayBuffer[] = []) {
    port.postMessage(concealMessage(message, conceal), [...transfer]);
  },
});

port.on('message', (message: ToWorker) => {
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
    case 'tap':
      void subtask.tap(message.number, message.order);
      break;
    case 'pointsTaken':
      subtask.pointsTaken();
      break;
    case 'consoleTaken':
      subtask.consoleTaken();
      break;
  }
});

// An open port would keep the thread alive after its last message.
void subtask.run().then(() => port.close());
