import type {
  Bridge,
  OpenedRecording,
  PlayingRequests,
  RequestName,
  SeriesPoints,
} from '../../../electron/ipc/contract.ts';

/**
 * Answers what the page asks about what recordings hold: a quarter of an hour of load and heat, with a hole of two minutes. "locked" opens
 * with "sesame". Runs inside of the page, after the bridge was put there, so it may use nothing from outside.
 */
export function installFakePlayer(failing: readonly string[]): void {
  const from = Date.parse('2026-11-20T08:00:00Z');
  const to = from + 900_000;
  const gap = { from: from + 300_000, to: from + 420_000, reason: 'suspend' };
  const notes: Record<string, OpenedRecording['notes']> = JSON.parse(localStorage.getItem('notes') ?? '{}') as never;
  const line = (chart: string, series: string, value: (s: number) => number, span: { from: number; to: number }) => {
    const times: number[] = [];
    for (let time = from; time <= to; time += 1000)
      if (span.from <= time && time <= span.to && !(gap.from < time && time < gap.to)) times.push(time);
    return {
      chart,
      series,
      unit: chart === 'hw.temperature' ? 'Cel' : '1',
      times: Float64Array.from(times),
      values: Float64Array.from(times, (time) => value((time - from) / 1000)),
    } satisfies SeriesPoints;
  };
  const recording = (id: string): OpenedRecording => ({
    from,
    to,
    charts: [
      { id: 'system.cpu.utilization', title: 'system.cpu.utilization', unit: '1' },
      { id: 'hw.temperature', title: 'hw.temperature', unit: 'Cel' },
    ],
    columns: ['ts', 'metric', 'entity', 'value'],
    gaps: [gap],
    unreadable: 0,
    refused: 0,
    notes: notes[id] ?? { tags: [], markers: [] },
  });
  const answers: {
    [N in keyof PlayingRequests]: (...args: Parameters<PlayingRequests[N]>) => ReturnType<PlayingRequests[N]>;
  } = {
    openRecording: (id, passphrase) => {
      if (id === 'locked' && passphrase === null) return null;
      if (id === 'locked' && passphrase !== 'sesame') throw new Error('the passphrase does not open the recording');
      return recording(id);
    },
    readRecording: (id, span) => {
      const warmer = id === 'soak' ? 8 : 0;
      return [
        line('system.cpu.utilization', 'total', (s) => 0.3 + 0.25 * Math.sin(s / 90) + 0.05 * Math.sin(s / 7), span),
        line('system.cpu.utilization', '0', (s) => 0.4 + 0.3 * Math.sin(s / 60), span),
        line('hw.temperature', 'package', (s) => 58 + warmer + s / 60 + 6 * Math.sin(s / 110), span),
      ];
    },
    recordingSparkline: (id) =>
      id === 'locked'
        ? null
        : {
            chart: 'system.cpu.utilization',
            series: 'total',
            unit: '1',
            values: Array.from({ length: 48 }, (_, i) =>
              20 < i && i < 24 ? null : 0.3 + 0.25 * Math.sin((i + id.length) / 5) + 0.05 * Math.sin(i * 2),
            ),
          },
    recordingFigures: (id) => [
      {
        chart: 'hw.temperature',
        series: 'package',
        unit: 'Cel',
        count: 780,
        mean: id === 'soak' ? 72 : 64,
        p95: 78,
        max: 81,
      },
    ],
    findInRecording: (_id, condition) => (condition.includes('never') ? null : from + 60_000),
    replayRecording: (id, pipeline) => ({
      id: `${pipeline}-${id}`,
      name: `Replay of ${id}`,
      description: '',
      state: { kind: 'running', since: Date.now() },
      nodes: [],
      recording: null,
      checkpoints: [],
    }),
    noteRecording: (id, next) => {
      notes[id] = next;
      // What the real one keeps beside the recording.
      localStorage.setItem('notes', JSON.stringify(notes));
      return null;
    },
  };
  const { request } = window.bridge;
  const ask = async (name: RequestName, ...args: never[]): Promise<unknown> => {
    if (!Object.hasOwn(answers, name))
      return (request as (name: RequestName, ...rest: never[]) => Promise<unknown>)(name, ...args);
    window.fake.asked.push({ name, args });
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (failing.includes(name)) return { ok: false, fault: { code: 'recording-failed', message: `${name}: it fails` } };
    try {
      const answer = answers[name as keyof PlayingRequests] as (...given: never[]) => unknown;
      return { ok: true, value: answer(...args) };
    } catch (error) {
      return { ok: false, fault: { code: 'recording-failed', message: (error as Error).message } };
    }
  };
  Object.assign(window, { bridge: { ...window.bridge, request: ask as Bridge['request'] } });
}
