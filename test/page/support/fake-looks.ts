import type { Bridge, RequestName } from '../../../electron/ipc/contract.ts';
import type { Look } from './machine.ts';

/**
 * Answers what the page asks to look into a pipeline, always the same. Runs inside of the page, after the bridge was put there, so it may
 * use nothing from outside.
 */
export function installFakeLooks(): void {
  const openedAt = Date.now();
  const answers: Record<Look, (...given: never[]) => unknown> = {
    exportFlinkSql: () => 'CREATE TABLE sensors (ts TIMESTAMP(3));',
    copyFlinkSql: () => null,
    listEvents: (id: string) =>
      id !== 'system-health'
        ? []
        : [
            { at: openedAt - 20_000, kind: 'gap', message: 'suspend', seconds: 39 },
            { at: openedAt - 30_000, kind: 'warning', message: 'sensors: /sys/class/hwmon cannot be read', seconds: 0 },
            { at: openedAt - 60_000, kind: 'restarting', message: 'sink "recording": the disk is full', seconds: 0 },
            { at: openedAt - 11_520_000, kind: 'started', message: '', seconds: 0 },
          ],
    tapNode: (_: string, id: string, output: string) => ({
      columns: [
        { name: 'ts', type: 'timestamp' },
        { name: 'metric', type: 'string' },
        { name: 'value', type: 'double' },
      ],
      rows: Array.from({ length: output === 'windows' ? 2 : 20 }, (_row, i) => ({
        ts: openedAt + i,
        ...(output === 'windows' && { start: openedAt + 5000 * i, end: openedAt + 5000 * i + 10_000, keys: i + 3 }),
        metric: `of ${id}`,
        value: i === 0 ? null : i / 4,
      })),
    }),
  };
  const { request } = window.bridge;
  const ask = (name: RequestName, ...args: never[]): Promise<unknown> => {
    if (!Object.hasOwn(answers, name))
      return (request as (name: RequestName, ...rest: never[]) => Promise<unknown>)(name, ...args);
    window.fake.asked.push({ name, args });
    return Promise.resolve({ ok: true, value: answers[name as Look](...args) });
  };
  Object.assign(window, { bridge: { ...window.bridge, request: ask as Bridge['request'] } });
}
