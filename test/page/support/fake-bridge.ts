import type {
  AlertStatus,
  Bridge,
  Frame,
  PageStart,
  RequestName,
  SeriesPoints,
} from '../../../electron/ipc/contract.ts';
import type { Answers, FakeControl, Machine } from './machine.ts';

type Job = PageStart['pipelines'][number];
type Summary = PageStart['recordings'][number];

/** Puts a bridge to a busy machine on the window. Runs inside of the page, so it may use nothing from outside. */
export function installFakeBridge(machine: Machine): void {
  const listeners = new Map<string, Set<(notice: never) => void>>();
  const asked: FakeControl['asked'] = [];
  const openedAt = Date.now();
  const LATENESS = "allowed_lateness on window-10s: Flink's window functions have none; set it to 0s or keep it local";
  const sensorCost = { dearest: { sensor: 'processes', percent: 0.3 }, thinned: machine.thinned ?? [] };
  const takeIn = (files: readonly string[]) =>
    files.map((file) => {
      const isSound = !file.endsWith('.txt');
      if (isSound) state.recordings.unshift(summary('imported', file, 0, {}));
      tell('recordingsChanged', state.recordings);
      const fault = { code: 'bad-request', message: `"${file}" is nothing that can be imported` } as const;
      return { file, id: isSound ? 'imported' : null, leftOut: isSound ? 3 : 0, fault: isSound ? null : fault };
    });
  const tell = (name: string, notice: unknown): void =>
    listeners.get(name)?.forEach((listener) => listener(notice as never));

  // The same second of any run has the same noise.
  const noise = (second: number, seed: number): number => {
    const x = Math.sin(second * 12.9898 + seed * 78.233) * 43758.5453;
    return x - Math.floor(x);
  };
  const smooth = (second: number, seed: number): number =>
    (noise(second, seed) + noise(second - 1, seed) + noise(second - 2, seed)) / 3;
  const hill = (second: number, at: number, width: number): number => {
    const away = ((((second - at) % 240) + 360) % 240) - 120;
    return Math.exp((-away * away) / (2 * width * width));
  };
  const second = (time: number): number => Math.round((time - openedAt) / 1000);
  const load = (s: number, core: number): number =>
    Math.min(1, 0.1 + 0.12 * smooth(s, core) + 0.55 * hill(s, 30, 12) * noise(s >> 2, core) + 0.4 * hill(s, 90, 6));

  const chart = (id: string, title: string, unit: string, metrics: string[]): PageStart['charts'][number] => ({
    id: `system-health/${id}`,
    pipeline: 'system-health',
    title,
    unit,
    isTime: true,
    metrics,
  });
  const charts = [
    chart('cpu-chart', 'CPU', '1', ['system.cpu.utilization']),
    chart('temperature-chart', 'Temperature', 'Cel', ['hw.temperature']),
    chart('memory-chart', 'Memory', 'By', ['system.memory.usage']),
    chart('disk-io-chart', 'Disk I/O', 'By/s', ['system.disk.io.read', 'system.disk.io.write']),
    chart('disk-busy-chart', 'Disk busy', '1', ['system.disk.io_time']),
    chart('network-chart', 'Network', 'By/s', ['system.network.io.receive', 'system.network.io.transmit']),
  ];
  const cores = [1, 2, 3, 4, 5, 6, 7, 8];
  const GiB = 2 ** 30;
  const sensors: readonly [string, string, (s: number) => number][] = [
    ['cpu-chart', 'total', (s) => cores.reduce((sum, core) => sum + load(s, core), 0) / 8],
    ...cores.map(
      (core) =>
        ['cpu-chart', String(core - 1), (s: number) => load(s, core)] as [string, string, (s: number) => number],
    ),
    ['memory-chart', 'used', (s) => (8.4 + 0.7 * Math.sin(s / 70) + 0.08 * smooth(s, 21)) * GiB],
    ['memory-chart', 'cached', (s) => (3.5 + 0.1 * Math.sin(s / 40)) * GiB],
    ['memory-chart', 'free', (s) => (2.1 - 0.3 * Math.sin(s / 60)) * GiB],
    ['disk-io-chart', 'nvme0n1 read', (s) => 3e8 * hill(s, 35, 9) + 4e7 * smooth(s, 31)],
    ['disk-io-chart', 'nvme0n1 write', (s) => 1.9e8 * hill(s, 50, 12) + 6e7 * smooth(s, 32)],
    ['disk-busy-chart', 'nvme0n1', (s) => 0.75 * hill(s, 40, 14) + 0.12 * smooth(s, 41)],
    ['network-chart', 'wlan0 receive', (s) => 2.4e6 + 1.8e6 * Math.sin(s / 50) + 1.5e6 * smooth(s, 51)],
    ['network-chart', 'wlan0 transmit', (s) => 4e5 * smooth(s, 52)],
  ];
  const isMissing = (id: string, time: number): boolean =>
    machine.hasGap === true && id === 'network-chart' && openedAt - 200_000 < time && time < openedAt - 165_000;
  const points = (from: number, to: number): SeriesPoints[] =>
    sensors.map(([id, series, value]) => {
      const times: number[] = [];
      for (let time = from; time <= to; time += 1000) if (!isMissing(id, time)) times.push(time);
      return {
        chart: `system-health/${id}`,
        series,
        unit: null,
        times: Float64Array.from(times),
        values: Float64Array.from(times, (time) => value(second(time))),
      };
    });

  const from = (input: string): Pick<Job['nodes'][number], 'inputs'> => ({ inputs: [{ node: input, output: 'main' }] });
  const node = (id: string, role: Job['nodes'][number]['role'], type: string, share: number): Job['nodes'][number] => {
    const rows = Math.round(((Date.now() - openedAt) / 1000 + 11_520) * 20 * share);
    const isSource = role === 'source';
    return {
      id,
      role,
      type,
      inputs: [],
      rowsIn: isSource ? 0 : rows,
      rowsOut: role === 'sink' ? 0 : rows,
      late: type === 'window' ? 3 : 0,
      rejected: 0,
      dropped: 0,
      watermark: Date.now() - 1400,
      busy: 0.004 + 0.01 * share,
      backpressured: isSource ? 0.02 : 0,
      idle: isSource ? 0.966 : 0.99,
      queued: role === 'sink' ? 120 : 0,
      queueFill: role === 'sink' ? 0.012 : 0,
      state: type === 'window' ? { keys: 42, entries: 84 } : null,
    };
  };
  const names = ['cpu', 'temperature', 'memory', 'disk-busy', 'disk-io', 'network'];
  const state: {
    health: Job['state'];
    recording: Job['recording'];
    recordings: Summary[];
    examples: string[];
    name: string;
    isDeleted: boolean;
    texts: Record<string, string>;
    applied: Record<string, string>;
  } = {
    name: 'System health',
    isDeleted: false,
    texts: {},
    applied: {},
    examples: [],
    health:
      machine.pipeline === 'stopped'
        ? { kind: 'stopped' }
        : machine.pipeline === 'restarting'
          ? {
              kind: 'restarting',
              since: openedAt,
              nextAt: openedAt + 45_000,
              attempt: 3,
              node: 'recording',
              fault: { code: 'sink-failed', message: 'sink "recording": cannot write /data/health (the disk is full)' },
            }
          : machine.pipeline === 'failed'
            ? {
                kind: 'failed',
                at: openedAt - 60_000,
                fault: {
                  code: 'sink-failed',
                  message:
                    'sink "recording": cannot write /data/health (the disk is full); free 200 MB and start it again',
                },
              }
            : { kind: 'running', since: openedAt - 11_520_000 },
    recording: null,
    recordings: [],
  };
  const textOf = (id: string): string => state.texts[id] ?? `# ${id}\nversion: 1\nname: System health\n`;
  const jobs = (): Job[] => [
    {
      id: 'system-health',
      name: state.name,
      description: 'CPU, temperature, memory, disks and network of this machine, once a second',
      state: state.health,
      nodes: [
        node('sensors', 'source', 'system', 1),
        ...names.map((name, index) => ({ ...node(name, 'operator', 'filter', 1 / (index + 2)), ...from('sensors') })),
        { ...node('window-10s', 'operator', 'window', 0.45), ...from('cpu') },
        ...names.map((name, index) => ({ ...node(`${name}-chart`, 'sink', 'chart', 1 / (index + 2)), ...from(name) })),
      ],
      recording: state.recording && {
        ...state.recording,
        rows: Math.round((Date.now() - state.recording.since) / 50),
        bytes: Math.round((Date.now() - state.recording.since) * 2.4),
      },
      checkpoints: [
        { id: 7, kind: 'checkpoint', takenAt: openedAt - 14_000, durationMs: 9, bytes: 900 },
        {
          id: 8,
          kind: 'checkpoint',
          takenAt: openedAt - 4_000,
          durationMs: 12.4,
          bytes: 48_200,
        },
      ],
    },
    ...(machine.otherPipelines ?? []),
    ...state.examples.map((id): Job => ({
      id,
      name: `The example ${id}`,
      description: '',
      state: { kind: 'stopped' },
      nodes: [],
      recording: null,
      checkpoints: [],
    })),
  ];
  const summary = (id: string, name: string, age: number, more: Partial<Summary>): Summary => ({
    id,
    name,
    state: 'complete',
    detail: null,
    startedAt: openedAt - age,
    completeTo: null,
    durationMs: 845_000,
    rows: 89_915,
    bytes: 871_000,
    format: 'ndjson',
    tags: [],
    ...more,
  });
  if (machine.recordings !== 'none') {
    state.recordings = (machine.library ?? []).map(({ age, ...each }) => summary(each.id!, each.name!, age, each));
  }
  let settings = {
    ...machine.settings!,
    language: machine.language === 'zh-CN' ? ('zh-CN' as const) : ('en' as const),
  } as PageStart['settings']['settings'];
  const settingsState = (): PageStart['settings'] => ({
    settings,
    language: settings.language === 'system' ? 'en' : settings.language,
    recordingsFolder: settings.recordingsFolder ?? '/home/me/.config/Millrace/recordings',
    hasTray: machine.hasTray ?? true,
  });
  let alerts = machine.alerts ?? { alerts: [], metrics: [], mutedUntil: null, canNotify: true };
  const changeAlerts = (list: PageStart['alerts']['alerts']): PageStart['alerts'] =>
    (alerts = { ...alerts, alerts: list });
  const tellJobs = (): void => tell('pipelinesChanged', state.isDeleted ? jobs().slice(1) : jobs());
  const tellRecordings = (): void => tell('recordingsChanged', state.recordings);

  const answers: Answers = {
    openPage: (): PageStart => ({
      settings: settingsState(),
      alerts,
      alertHistory: machine.alertHistory ?? [],
      charts,
      pipelines: jobs(),
      edited: [],
      recordings: state.recordings,
      cost: { cpuPercent: 0.9, memoryBytes: 148 * 2 ** 20, ...sensorCost },
      dashboards: JSON.parse(localStorage.getItem('dashboards') ?? 'null') as PageStart['dashboards'],
      history: machine.historySeconds === 0 ? [] : points(openedAt - (machine.historySeconds ?? 900) * 1000, openedAt),
      place: null,
      absent: [
        {
          metric: 'hw.temperature',
          reason: 'This machine shows no temperature sensor: virtual machines usually have none.',
          remedy: 'On a real machine, load the kernel module of its sensor chip (sensors-detect).',
        },
      ],
    }),
    startPipeline: () => {
      state.health = { kind: 'running', since: Date.now() };
      tellJobs();
      return jobs()[0];
    },
    stopPipeline: () => {
      state.health = { kind: 'stopped' };
      tellJobs();
      return jobs()[0];
    },
    savePipeline: () => jobs()[0],
    stopAndSavePipeline: (...args) => answers.stopPipeline(...args),
    startPipelineFrom: () => {
      state.health = { kind: 'running', since: Date.now() };
      tellJobs();
      return jobs()[0];
    },
    addExample: (id: string) => {
      state.examples = [...state.examples, id];
      tellJobs();
      tell('chartsChanged', [...charts, { ...chart('rows', 'Rows', '1', []), id: `${id}/rows`, pipeline: id }]);
      return jobs().at(-1);
    },
    makeSample: () => {
      state.recordings.unshift(summary('sample-made-up', 'Sample, made up: recording', 0, { rows: 3600 }));
      tellRecordings();
      return 'sample-made-up';
    },
    readPipeline: (id: string) => `# ${id}\nversion: 1\nname: System health\n`,
    documentKeys: () => ({
      kind: 'object',
      keys: {
        version: { kind: { kind: 'constant', value: 1 }, description: 'The version of the contract.', example: 1 },
        name: { kind: { kind: 'text' }, description: 'What the pipeline is called.', example: 'health' },
        sources: { kind: { kind: 'map', of: { kind: 'object', keys: {} } }, description: '', example: {} },
        sinks: { kind: { kind: 'map', of: { kind: 'object', keys: {} } }, description: '', example: {} },
        operators: {
          description: 'What changes rows.',
          example: {},
          kind: {
            kind: 'map',
            of: {
              kind: 'variants',
              tag: 'type',
              of: {
                filter: {
                  inputs: {
                    kind: { kind: 'list', of: { kind: 'input' } },
                    description: '',
                    example: [],
                    isRequired: true,
                  },
                  where: {
                    kind: { kind: 'expression' },
                    description: 'Rows for which this is TRUE go on.',
                    example: '85 < value',
                    isRequired: true,
                  },
                  on_error: {
                    kind: { kind: 'choice', of: ['reject', 'fail'] },
                    description: 'What becomes of rows that cannot be computed.',
                    example: 'fail',
                    default: 'reject',
                  },
                },
              },
            },
          },
        },
        settings: {
          kind: { kind: 'object', keys: {} },
          description: 'How the pipeline runs.',
          example: {},
        },
      },
    }),
    openDocument: (id: string) => ({ applied: state.applied[id] ?? textOf(id), saved: textOf(id), draft: null }),
    checkDocument: (_id: string, text: string) => ({
      problems: text.includes('wrong') ? [{ line: 3, column: 1, message: 'unknown key "wrong"' }] : [],
      outline: {
        values: {
          sources: { sensors: {} },
          operators: { cpu: { type: 'filter', inputs: ['sensors'], where: '0 < value' } },
        },
        nodes: [
          { id: 'sensors', role: 'source', type: 'system', inputs: [], line: 4 },
          { id: 'cpu', role: 'operator', type: 'filter', ...from('sensors'), line: 6 },
          ...(text.includes('"operators","filter"')
            ? [{ id: 'filter', role: 'operator', type: 'filter', ...from('cpu'), line: 9 }]
            : []),
        ],
      },
      refusals: text.includes('local') ? [LATENESS] : [],
      lost: text.includes('changed') ? { gone: [], changed: ['window-10s'] } : { gone: [], changed: [] },
    }),
    editDocument: (text: string, edits: readonly unknown[]) => `${text}# ${JSON.stringify(edits)}\n`,
    saveDocument: (id: string, text: string, before: string | null) => {
      if (before !== null && text.includes('conflict'))
        return { fault: { code: 'conflict', message: 'the file was changed' } };
      state.texts[id] = text;
      return { applied: '', saved: text, draft: null };
    },
    applyDocument: (id: string) => {
      state.applied[id] = textOf(id);
      return jobs()[0];
    },
    discardDraft: (id: string) => ({ applied: textOf(id), saved: textOf(id), draft: null }),
    holdRows: () => ({ rows: 4120, since: Date.now() - 130_500 }),
    cancelTrial: () => null,
    tryDocument: (_id: string, text: string) => {
      if (text.includes('endless')) return new Promise(() => undefined);
      if (text.includes('no rows')) return { fault: { code: 'conflict', message: 'source "sensors": no rows' } };
      return machine.trial;
    },
    createPipeline: (name: string) => {
      state.examples = [...state.examples, name];
      tellJobs();
      return jobs().at(-1);
    },
    renamePipeline: (_: string, name: string) => {
      state.name = name;
      tellJobs();
      return jobs()[0];
    },
    deletePipeline: () => {
      state.isDeleted = true;
      tellJobs();
      return null;
    },
    restorePipeline: () => {
      state.isDeleted = false;
      tellJobs();
      return jobs()[0];
    },
    importRecordings: () => takeIn(['Overnight.millrace']),
    // The preload script knows what was dropped; here it is always the same.
    importDropped: () => takeIn(['a.csv', 'b.txt']),
    keepRecent: () => {
      state.recordings.unshift(summary('kept', 'System health, kept', 0, { rows: 5184 }));
      tell('recordingsChanged', state.recordings);
      const to = Date.now();
      return { id: 'kept', rows: 5184, from: to - (machine.keptMs ?? 599_000), to };
    },
    startRecording: () => {
      if (state.recording === null) {
        state.recording = { name: 'System health', since: Date.now(), rows: 0, bytes: 0 };
        state.recordings = [
          summary('now', 'System health', 0, {
            state: 'recording',
            startedAt: Date.now(),
            rows: 0,
            bytes: 0,
            durationMs: 0,
          }),
          ...state.recordings,
        ];
      }
      tellJobs();
      tellRecordings();
      return state.recording;
    },
    stopRecording: () => {
      state.recording = null;
      state.recordings = state.recordings.map((one) =>
        one.state === 'recording' ? { ...one, state: 'complete' } : one,
      );
      tellJobs();
      tellRecordings();
      return null;
    },
    listRecordings: () => state.recordings,
    revealRecording: () => null,
    deleteRecording: (id: string) => {
      state.recordings = state.recordings.filter((one) => one.id !== id);
      tellRecordings();
      return null;
    },
    changeSettings: (change: Partial<typeof settings>) => {
      settings = { ...settings, ...change };
      return settingsState();
    },
    chooseRecordingsFolder: () => {
      settings = { ...settings, recordingsFolder: '/mnt/large/recordings' };
      return settingsState();
    },
    readPast: (from: number, to: number) => {
      const step = Math.max(1000, Math.ceil((to - from) / 800_000) * 1000);
      return points(from, Math.min(to, Date.now())).map((one) => ({
        ...one,
        times: one.times.filter((_time, i) => i % (step / 1000) === 0),
        values: one.values.filter((_value, i) => i % (step / 1000) === 0),
      }));
    },
    saveDashboards: (dashboards: unknown) => {
      // What the real one keeps in a file.
      localStorage.setItem('dashboards', JSON.stringify(dashboards));
      return null;
    },
    keepPlace: () => null,
    createAlert: (rule: AlertStatus['rule']) =>
      changeAlerts([...alerts.alerts, { id: 'new', rule, ...machine.newAlert! }]),
    changeAlert: (id: string, rule: AlertStatus['rule']) =>
      changeAlerts(alerts.alerts.map((each) => (each.id === id ? { ...each, rule } : each))),
    replayAlert: () => machine.alertReplay,
    muteAlert: (id: string | null, entity: string | null, span: string) => {
      const isOn = span !== 'now';
      if (id === null) return (alerts = { ...alerts, mutedUntil: isOn ? Date.now() + 3_600_000 : null });
      const muted = (each: AlertStatus): AlertStatus =>
        entity === null
          ? { ...each, mutedUntil: isOn ? 'restart' : null }
          : { ...each, sensors: each.sensors.map((one) => (one.entity === entity ? { ...one, isMuted: isOn } : one)) };
      return changeAlerts(alerts.alerts.map((each) => (id === each.id ? muted(each) : each)));
    },
    testAlert: () => null,
    frameDrawn: (sequence: number) => {
      drawn = sequence;
      return null;
    },
  };

  let sequence = 0;
  let drawn = 0;
  let sentTo = openedAt;
  setInterval(() => {
    // At most one frame in flight, as the real one does.
    if (machine.hasReadings !== false && sequence === drawn && state.health.kind === 'running') {
      const frame: Frame = { sequence: ++sequence, series: points(sentTo + 1000, Date.now()), dropped: 0 };
      while (sentTo + 1000 <= Date.now()) sentTo += 1000;
      tell('frame', frame);
    }
    tellJobs();
    tell('costChanged', { cpuPercent: 0.8 + 0.2 * noise(sequence, 1), memoryBytes: 148 * 2 ** 20, ...sensorCost });
  }, 1000);

  const bridge: Bridge = {
    request: (async (name: RequestName, ...args: never[]) => {
      asked.push({ name, args });
      await new Promise((resolve) => setTimeout(resolve, machine.answerMs ?? 20));
      if (machine.failing?.includes(name)) {
        return {
          ok: false,
          fault: { code: 'conflict', message: `${name}: no pipeline runs; start System health first` },
        };
      }
      const value = answers[name as keyof typeof answers](...args);
      if (value !== null && typeof value === 'object' && 'fault' in value) return { ok: false, ...value };
      return { ok: true, value };
    }) as Bridge['request'],
    listen(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
  };
  Object.assign(window, { bridge, fake: { asked, tell } satisfies FakeControl });
}
