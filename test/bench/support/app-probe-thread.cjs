'use strict';
// Runs a thread of the app (its file is the first argument), and has its points say when the first of them came out of its sensor: then the
// thread asks for its next turn, in which it sends them.
const { parentPort } = require('node:worker_threads');

const ask = globalThis.setImmediate;
let askedAt = 0;
Reflect.set(globalThis, 'setImmediate', (run, ...args) => {
  const at = Date.now();
  return ask(() => {
    askedAt = at;
    run(...args);
  });
});

const post = parentPort.postMessage.bind(parentPort);
Reflect.set(parentPort, 'postMessage', (message, transfer) =>
  post(message.type === 'points' ? { ...message, cameAt: askedAt } : message, transfer),
);

require(process.argv[2]);
