import { expect, test } from 'vitest';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { unwrapBridge } from '../../renderer/bridge.ts';

function answering(reply: unknown): Bridge {
  return { request: () => Promise.resolve(reply), listen: () => () => undefined } as unknown as Bridge;
}

test('an answer is its value', async () => {
  await expect(unwrapBridge(answering({ ok: true, value: 7 })).request('stopRecording')).resolves.toBe(7);
});

test('a fault is thrown with its code and its message', async () => {
  const fault = { code: 'conflict', message: 'it runs already' };
  await expect(unwrapBridge(answering({ ok: false, fault })).request('stopRecording')).rejects.toMatchObject(fault);
});
