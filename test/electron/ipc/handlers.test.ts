import fc from 'fast-check';
import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'vitest';
import { describeFault, Fault } from '../../../engine/index.ts';
import { createHandlers, type HandlerParts } from '../../../electron/ipc/handlers.ts';
import { DEFAULT_SETTINGS } from '../../../electron/settings/settings.ts';
import { requestNames } from '../../../electron/ipc/names.ts';

const STATE: HandlerParts['settings']['state'] = {
  settings: DEFAULT_SETTINGS,
  language: 'en',
  recordingsFolder: '/recordings',
  hasTray: false,
};

const ALERTS: HandlerParts['alerts']['state'] = { alerts: [], metrics: [], mutedUntil: null, canNotify: true };
const RULE = {
  name: 'Hot',
  metric: 'hw.temperature',
  entity: null,
  comparison: 'over',
  level: 85,
  clear: 70,
  forSeconds: 30,
};

function harness() {
  const calls: string[] = [];
  const noted =
    (name: string) =>
    (...args: unknown[]): never => {
      calls.push([name, ...args].join(' '));
      return undefined as never;
    };
  const parts: HandlerParts = {
    settings: { state: STATE, change: noted('settings') },
    chooseRecordings: noted('choose'),
    alerts: { state: ALERTS, history: [], mute: noted('mute'), test: noted('test') },
    createAlert: noted('create alert'),
    changeAlert: noted('change alert'),
    replays: { replay: noted('replay alert') },
    pipelines: {
      statuses: () => [],
      charts: () => [],
      edited: () => ['health'],
      start: noted('start'),
      startFrom: noted('start from'),
      stop: noted('stop'),
      stopAndSave: noted('stop and save'),
      save: noted('save'),
      tap: noted('tap'),
      text: noted('text'),
    },
    edits: {
      open: noted('open'),
      check: noted('check'),
      edit: (_, edits) => (calls.push(`edit ${JSON.stringify(edits)}`), ''),
      save: noted('save text'),
      apply: noted('apply'),
      discard: noted('discard'),
      sql: noted('sql'),
      copySql: noted('copy'),
    },
    deployments: {
      preview: noted('preview'),
      start: noted('deploy'),
      of: noted('deployment'),
      stop: noted('stop job'),
      cancel: noted('end job'),
      openJob: noted('open job'),
      saveSql: noted('save sql'),
      copySql: noted('copy sql'),
    },
    trials: { hold: noted('hold'), tryOut: noted('try'), cancel: noted('cancel trial') },
    shelf: { create: noted('create'), rename: noted('rename'), remove: noted('delete'), restore: noted('restore') },
    events: noted('events'),
    addExample: noted('example'),
    makeSample: noted('sample'),
    recordings: {
      list: () => Promise.resolve([]),
      start: noted('record'),
      stop: noted('close'),
      keepRecent: noted('keep recent'),
      reveal: noted('reveal'),
      remove: noted('remove'),
    },
    imports: { choose: noted('choose'), take: noted('take') },
    exports: {
      recording: noted('export'),
      charts: noted('export charts'),
      seen: noted('export seen'),
      picture: noted('picture'),
      share: noted('share'),
      cancel: noted('cancel export'),
      reveal: noted('show export'),
    },
    player: {
      open: noted('look'),
      read: noted('read'),
      sparkline: noted('sparkline'),
      figures: noted('figures'),
      find: noted('find'),
      note: noted('note'),
    },
    replay: ({ recording, pipeline, speed }) => noted('replay')(recording, pipeline, speed),
    dashboards: { kept: null, save: noted('keep') },
    place: { kept: null, keep: noted('place') },
    screen: { open: () => (calls.push('screen opens'), []), drawn: noted('drawn'), past: noted('past') },
    link: { open: noted('link opens') },
    cost: () => null,
    absent: () => [],
    onTrouble: noted('trouble'),
  };
  return { calls, parts, handlers: createHandlers(parts) };
}

test('each request does its one thing with what it was given', async () => {
  const { calls, handlers } = harness();
  await handlers.startPipeline('health');
  await handlers.stopPipeline('health');
  await handlers.savePipeline('health');
  await handlers.stopAndSavePipeline('health');
  await handlers.startPipelineFrom('health', 3);
  await handlers.readPipeline('health');
  await handlers.listEvents('health');
  await handlers.addExample('guard');
  await handlers.makeSample();
  await handlers.tapNode('health', 'hot', 'late');
  await handlers.startRecording();
  await handlers.stopRecording();
  await handlers.revealRecording('2026-11-22 health');
  await handlers.deleteRecording('2026-11-22 health');
  await handlers.changeSettings({ theme: 'dark' });
  await handlers.chooseRecordingsFolder();
  await handlers.createAlert(RULE);
  await handlers.changeAlert('hot', RULE);
  await handlers.replayAlert(RULE, 'last');
  await handlers.muteAlert(null, null, 'hour');
  await handlers.muteAlert('hot', 'cpu', 'now');
  await handlers.testAlert('hot');
  await handlers.holdRows('health');
  await handlers.tryDocument('health', 'text', null);
  await handlers.tryDocument('health', 'text', 'monday');
  await handlers.cancelTrial();
  await handlers.frameDrawn(7);
  deepEqual(calls, [
    'start health',
    'stop health',
    'save health',
    'stop and save health',
    'start from health 3',
    'text health',
    'events health',
    'example guard',
    'sample',
    'tap health hot late',
    'record',
    'close',
    'reveal 2026-11-22 health',
    'remove 2026-11-22 health',
    'settings [object Object]',
    'choose',
    'create alert [object Object]',
    'change alert hot [object Object]',
    'replay alert [object Object] last',
    'mute   hour',
    'mute hot cpu now',
    'test hot',
    'hold health',
    'try health text ',
    'try health text monday',
    'cancel trial',
    'drawn 7',
  ]);
});

test('recordings are opened, read, measured, searched and noted, and what is no span, text or note is refused', async () => {
  const { calls, handlers } = harness();
  await handlers.openRecording('soak', null);
  await handlers.openRecording('soak', 'sesame');
  await handlers.readRecording('soak', { from: 1, to: 2 });
  await handlers.recordingFigures('soak', { from: 1, to: 2 });
  await handlers.findInRecording('soak', 'value > 80');
  await handlers.noteRecording('soak', { tags: ['fan'], markers: [] });
  await handlers.replayRecording('soak', 'health', 10);
  await handlers.replayRecording('soak', 'health', null);
  deepEqual(calls, [
    'look soak ',
    'look soak sesame',
    'read soak [object Object]',
    'figures soak [object Object]',
    'find soak value > 80',
    'note soak [object Object]',
    'replay soak health 10',
    'replay soak health ',
  ]);
  for (const refused of [
    async () => handlers.openRecording('../soak', null),
    async () => handlers.openRecording('soak', 7),
    async () => handlers.readRecording('soak', { from: 2, to: 1 }),
    async () => handlers.readRecording('soak', null),
    async () => handlers.recordingFigures('soak', { from: 1 }),
    async () => handlers.findInRecording('soak', 'x'.repeat(10_001)),
    async () => handlers.replayRecording('soak', 'health', 0),
    async () => handlers.replayRecording('soak', '../health', 1),
    async () => handlers.noteRecording('soak', { tags: [7], markers: [] }),
  ])
    await rejects(refused, { code: 'bad-request' });
  equal(calls.length, 8);
});

test('documents are opened, checked, edited, saved, applied and exported', async () => {
  const { calls, handlers } = harness();
  equal((handlers.documentKeys() as { kind: string }).kind, 'object');
  await handlers.openDocument('health');
  await handlers.checkDocument('health', 'text');
  await handlers.editDocument('text', [
    { kind: 'set', path: ['a', 0], value: { b: [1, 'c', null, true] }, more: 1 },
    { kind: 'remove', path: ['a'] },
    { kind: 'rename', path: ['a'], name: 'b' },
  ]);
  await handlers.saveDocument('health', 'text', null);
  await handlers.saveDocument('health', 'text', 'before');
  await handlers.applyDocument('health');
  await handlers.discardDraft('health');
  await handlers.exportFlinkSql('health', 'text');
  await handlers.copyFlinkSql('health', 'text');
  deepEqual(calls, [
    'open health',
    'check health text',
    'edit [{"kind":"set","path":["a",0],"value":{"b":[1,"c",null,true]}},{"kind":"remove","path":["a"]},{"kind":"rename","path":["a"],"name":"b"}]',
    'save text health text ',
    'save text health text before',
    'apply health',
    'discard health',
    'sql health text',
    'copy health text',
  ]);
});

test('pipelines are deployed only to gateways that are reached over https, or on this machine, with values by name', async () => {
  const { calls, handlers } = harness();
  const order = { gateway: 'https://flink.example.org', tables: 'kafka', values: { A: 'b' }, more: 1 };
  await handlers.previewDeployment('health', 'filesystem');
  await handlers.startDeployment('health', { ...order, gateway: 'http://localhost:8083' });
  await handlers.startDeployment('health', order);
  await handlers.readDeployment('health');
  await handlers.stopDeployment('health', '/savepoints');
  await handlers.stopDeployment('health', null);
  await handlers.cancelDeployment('health');
  await handlers.openDeployedJob('health');
  await handlers.saveDeploymentSql('health', 'kafka');
  await handlers.copyDeploymentSql('health', 'kafka');
  for (const refused of [
    async () => handlers.previewDeployment('health', 'jdbc'),
    async () => handlers.startDeployment('health', { ...order, gateway: 'http://flink.example.org' }),
    async () => handlers.startDeployment('health', { ...order, gateway: 'file:///etc/passwd' }),
    async () => handlers.startDeployment('health', { ...order, values: { 'a b': 'c' } }),
    async () => handlers.startDeployment('health', { ...order, values: { A: 1 } }),
    async () => handlers.startDeployment('../health', order),
    async () => handlers.startDeployment('health', null),
    async () => handlers.stopDeployment('health', ''),
  ])
    await rejects(refused, { code: 'bad-request' });
  deepEqual(
    calls.map((call) => call.split(' health')[0]),
    [
      'preview',
      'deploy',
      'deploy',
      'deployment',
      'stop job',
      'stop job',
      'end job',
      'open job',
      'save sql',
      'copy sql',
    ],
  );
});

test('pipelines are made, copied, renamed, deleted and put back, under names that a document may have', async () => {
  const { calls, handlers } = harness();
  await handlers.createPipeline('Load', null);
  await handlers.createPipeline('Copy', 'health');
  await handlers.renamePipeline('health', 'Load / CPU');
  await handlers.deletePipeline('health');
  await handlers.restorePipeline('health');
  for (const name of ['', ' ', 'a\nb', 'x'.repeat(101), 3])
    await rejects(async () => handlers.createPipeline(name, null), { code: 'bad-request' });
  await rejects(async () => handlers.createPipeline('Copy', '../health'), { code: 'bad-request' });
  deepEqual(calls, [
    'create Load ',
    'create Copy health',
    'rename health Load / CPU',
    'delete health',
    'restore health',
  ]);
});

test('changes of a document that are none are refused before anything is done', async () => {
  const { calls, handlers } = harness();
  const edits = [
    7,
    [null],
    [{ kind: 'set', path: 'a', value: 1 }],
    [{ kind: 'set', path: [-1], value: 1 }],
    [{ kind: 'set', path: ['a'] }],
    [{ kind: 'set', path: ['a'], value: NaN }],
    [{ kind: 'rename', path: ['a'], name: 1 }],
    [{ kind: 'other', path: ['a'] }],
  ];
  for (const each of edits)
    await rejects(async () => handlers.editDocument('text', each), { code: 'bad-request' }, JSON.stringify(each));
  await rejects(async () => handlers.checkDocument('health', 3), { code: 'bad-request' });
  await rejects(async () => handlers.saveDocument('health', 'text', undefined), { code: 'bad-request' });
  deepEqual(calls, []);
});

test('a page that opens gets everything at once, and from then on frames and notices', async () => {
  const { calls, handlers } = harness();
  deepEqual(await handlers.openPage(), {
    settings: STATE,
    alerts: ALERTS,
    alertHistory: [],
    charts: [],
    pipelines: [],
    edited: ['health'],
    recordings: [],
    cost: null,
    dashboards: null,
    history: [],
    place: null,
    absent: [],
  });
  deepEqual(calls, ['screen opens', 'link opens']);
});

test('a page opens even where recordings cannot be listed, and the person is told', async () => {
  const { calls, parts } = harness();
  const recordings = { ...parts.recordings, list: () => Promise.reject(new Fault('recording-failed', 'no folder')) };
  const start = await createHandlers({ ...parts, recordings }).openPage();
  deepEqual([start.recordings, calls], [[], ['trouble Fault: no folder', 'screen opens', 'link opens']]);
});

const hostile = [
  undefined,
  null,
  0,
  {},
  [],
  ['health'],
  '',
  '.',
  '..',
  '.hidden',
  '../health',
  'a/b',
  'a\\b',
  'a\u0000',
  'a\nb',
  'x'.repeat(256),
  { toString: () => 'health' },
];

const NAMED = [
  'startPipeline',
  'stopPipeline',
  'savePipeline',
  'stopAndSavePipeline',
  'readPipeline',
  'listEvents',
  'addExample',
  'revealRecording',
  'deleteRecording',
] as const;

for (const request of NAMED)
  test(`${request} refuses what is not a plain name`, async () => {
    const { calls, handlers } = harness();
    const codes = [];
    for (const value of hostile) codes.push(await codeOf(() => handlers[request](value)));
    deepEqual([codes, calls], [hostile.map(() => 'bad-request'), []]);
  });

test('startPipelineFrom refuses what is no name and what is no number, before anything is asked', async () => {
  const { calls, handlers } = harness();
  const numbers = [undefined, null, 0, -1, 1.5, NaN, Infinity, '3', [3], {}];
  const codes = [];
  for (const id of hostile) codes.push(await codeOf(() => handlers.startPipelineFrom(id, 3)));
  for (const number of numbers) codes.push(await codeOf(() => handlers.startPipelineFrom('health', number)));
  deepEqual([codes, calls], [[...hostile, ...numbers].map(() => 'bad-request'), []]);
});

test('tapNode refuses what no document can name a node, and outputs that no node has, before anything is asked', async () => {
  const { calls, handlers } = harness();
  const nodes = [...hostile, 'Hot', '-hot', 'hot.late', 'hot late', 'hot_1', 'hot\n', 'x'.repeat(65), '以太'];
  const outputs = [undefined, null, 0, '', 'Main', 'late_right', 'main ', ['main'], { toString: () => 'main' }];
  const codes = [];
  for (const node of nodes) codes.push(await codeOf(() => handlers.tapNode('health', node, 'main')));
  for (const output of outputs) codes.push(await codeOf(() => handlers.tapNode('health', 'hot', output)));
  deepEqual([codes, calls], [[...nodes, ...outputs].map(() => 'bad-request'), []]);
});

test('tapNode takes every name that a document may give a node, and each output', async () => {
  const { calls, handlers } = harness();
  for (const node of ['a', '0', 'window-10s', 'x'.repeat(64)]) await handlers.tapNode('health', node, 'main');
  for (const output of ['main', 'late', 'late-right']) await handlers.tapNode('health', 'hot', output);
  deepEqual(calls, [
    'tap health a main',
    'tap health 0 main',
    'tap health window-10s main',
    `tap health ${'x'.repeat(64)} main`,
    'tap health hot main',
    'tap health hot late',
    'tap health hot late-right',
  ]);
});

test('a node or output that is refused is named, on one short line', () => {
  const { handlers } = harness();
  const refused = [
    ['a\nb', 'main'],
    ['x'.repeat(500), 'main'],
    ['hot', 7],
  ] as const;
  const messages = refused.map(([node, output]) => messageOf(() => handlers.tapNode('health', node, output)));
  deepEqual(messages, [
    'node id "a\\nb": it has to be a name of small letters, digits and hyphens',
    `node id "${'x'.repeat(56)}…: it has to be a name of small letters, digits and hyphens`,
    'output number: it has to be main, late, late-right or windows',
  ]);
});

test('frameDrawn refuses what is not a frame number', async () => {
  const { calls, handlers } = harness();
  const values = [undefined, null, '1', 0, -1, 1.5, NaN, Infinity, 2 ** 53, {}, [1]];
  const codes = [];
  for (const value of values) codes.push(await codeOf(() => handlers.frameDrawn(value)));
  deepEqual([codes, calls], [values.map(() => 'bad-request'), []]);
});

test('whatever the page sends, the answer is a value or a fault that fits on a line', async () => {
  const { handlers } = harness();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...requestNames), fc.anything(), async (name, value) => {
      try {
        await (handlers[name] as (value: unknown) => unknown)(value);
      } catch (error) {
        equal(error instanceof Fault, true, `${name}: ${String(error)}`);
        equal(describeFault(error).message.length < 200, true);
      }
    }),
  );
});

function messageOf(work: () => unknown): string {
  try {
    work();
    return 'no fault';
  } catch (error) {
    return describeFault(error).message;
  }
}

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'no fault';
  } catch (error) {
    return describeFault(error).code;
  }
}

test('dashboards that no page of ours would send are refused before anything is kept', async () => {
  const { calls, handlers } = harness();
  const codes = [];
  for (const value of [...hostile, [null], [{ id: 'a' }]])
    codes.push(await codeOf(() => handlers.saveDashboards(value)));
  deepEqual([new Set(codes), calls], [new Set(['bad-request']), []]);
  equal(await handlers.saveDashboards([{ id: 'a', name: 'A', follows: true, hidden: [], tiles: [] }]), null);
  equal(calls.length, 1);
});

test('an alert that means nothing is refused, and told which part of it', async () => {
  const { calls, handlers } = harness();
  const wrong = [
    null,
    { ...RULE, name: ' ' },
    { ...RULE, metric: "a' OR TRUE" },
    { ...RULE, entity: 'a\nb' },
    { ...RULE, comparison: '=' },
    { ...RULE, level: NaN },
    { ...RULE, clear: 86 },
    { ...RULE, comparison: 'under' },
    { ...RULE, forSeconds: -1 },
  ];
  const parts: string[] = [];
  for (const rule of wrong) {
    const refused = await Promise.resolve(handlers.createAlert(rule)).then(
      () => 'no fault',
      (error: unknown) => describeFault(error).message,
    );
    parts.push(/"(\w+)"/.exec(refused)?.[1] ?? refused);
  }
  deepEqual(
    [parts, calls],
    [['name', 'name', 'metric', 'entity', 'comparison', 'level', 'clear', 'clear', 'forSeconds'], []],
  );
});
