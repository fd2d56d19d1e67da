import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { Fault } from '../../../engine/index.ts';
import { requestNames } from '../../../electron/ipc/names.ts';
import { serve, type Handlers, type RequestChannel } from '../../../electron/ipc/serve.ts';

type Listener = Parameters<RequestChannel['handle']>[1];
const sender = { sender: 'page', senderFrame: null };

function served(overrides: Partial<Handlers>, trusted = true) {
  const listeners = new Map<string, Listener>();
  const bugs: string[] = [];
  const never = (): never => {
    throw new Error('not expected');
  };
  const handlers = Object.fromEntries(requestNames.map((name) => [name, never])) as unknown as Handlers;
  serve(
    { handle: (name, listener) => listeners.set(name, listener) },
    { handlers: { ...handlers, ...overrides }, trusts: () => trusted, onBug: (name) => bugs.push(name) },
  );
  return { bugs, listeners, ask: (name: string, ...args: unknown[]) => listeners.get(name)!(sender, ...args) };
}

test('every request of the contract is answered, and nothing else is', () => {
  deepEqual([...served({}).listeners.keys()].sort(), [...requestNames].sort());
});

test('an answer travels as a value', async () => {
  const { ask } = served({ frameDrawn: () => null });
  deepEqual(await ask('frameDrawn', 1), { ok: true, value: null });
});

test('trouble travels as a fault, thrown or rejected', async () => {
  const { ask, bugs } = served({
    stopPipeline: () => Promise.reject(new Fault('not-found', 'there is no pipeline "x"')),
  });
  deepEqual(await ask('stopPipeline', 'x'), {
    ok: false,
    fault: { code: 'not-found', message: 'there is no pipeline "x"' },
  });
  deepEqual(bugs, []);
});

test('a bug travels as an internal fault and is told on this side', async () => {
  const { ask, bugs } = served({});
  deepEqual(await ask('listRecordings'), { ok: false, fault: { code: 'internal', message: 'not expected' } });
  deepEqual(bugs, ['listRecordings']);
});

test('a sender that is not the window is refused before anything is done', async () => {
  let calls = 0;
  const { ask } = served({ frameDrawn: () => (calls++, null) }, false);
  const reply = await ask('frameDrawn', 1);
  deepEqual([reply.ok, calls], [false, 0]);
  equal(!reply.ok && reply.fault.code, 'bad-request');
});
