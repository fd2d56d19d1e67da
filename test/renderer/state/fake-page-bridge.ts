import type { RequestName } from '../../../electron/ipc/contract.ts';
import type { PageBridge } from '../../../renderer/bridge.ts';

/** A bridge whose requests wait until the test answers them. */
export interface FakeBridge {
  readonly bridge: PageBridge;
  readonly asked: string[];
  answer(value: unknown): void;
  fail(message: string): void;
}

export function fakeBridge(): FakeBridge {
  const asked: string[] = [];
  const waiting: { resolve(value: unknown): void; reject(error: Error): void }[] = [];
  return {
    asked,
    bridge: {
      request: (name: RequestName, ...args: unknown[]) => {
        asked.push([name, ...args].join(' '));
        return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
      },
      listen: () => () => undefined,
    },
    answer: (value) => waiting.shift()!.resolve(value),
    fail: (message) => waiting.shift()!.reject(new Error(message)),
  };
}
