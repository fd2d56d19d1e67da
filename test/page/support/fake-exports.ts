import type { Bridge, ExportingRequests, RequestName } from '../../../electron/ipc/contract.ts';

/**
 * Answers what the page asks about exports: "Overnight soak" takes until it is cancelled. Runs inside of the page, after the bridge was put
 * there, so it may use nothing from outside.
 */
export function installFakeExports(failing: readonly string[]): void {
  let end: ((value: null) => void) | null = null;
  const exported = (name: string, rows: number | null) => ({ file: name, rows });
  const answers: {
    [N in keyof ExportingRequests]: (
      ...args: Parameters<ExportingRequests[N]>
    ) => ReturnType<ExportingRequests[N]> | Promise<null>;
  } = {
    exportRecording: (id, choice) =>
      id === 'soak' ? new Promise<null>((resolve) => (end = resolve)) : exported(`${id}.${choice.to}`, 89_915),
    exportCharts: (name, charts, choice) => exported(`${name}.${choice.to}`, 300 * charts.length),
    exportSeen: (name, seen, choice) => exported(`${name}.${choice.to}`, seen.rows.length),
    saveChartPicture: (name) => exported(`${name}.png`, null),
    exportShare: () => (end === null ? null : 0.25),
    cancelExport: () => {
      end?.(null);
      end = null;
      return null;
    },
    revealExport: () => null,
  };
  const { request } = window.bridge;
  const ask = async (name: RequestName, ...args: never[]): Promise<unknown> => {
    if (!Object.hasOwn(answers, name))
      return (request as (name: RequestName, ...rest: never[]) => Promise<unknown>)(name, ...args);
    window.fake.asked.push({ name, args });
    const message = 'export "a.csv": cannot write /a.csv (the disk is full); free space and start again';
    if (failing.includes(name)) return { ok: false, fault: { code: 'recording-failed', message } };
    const answer = answers[name as keyof ExportingRequests] as (...given: never[]) => unknown;
    return { ok: true, value: await answer(...args) };
  };
  Object.assign(window, { bridge: { ...window.bridge, request: ask as Bridge['request'] } });
}
