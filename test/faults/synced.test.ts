import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { copyAsCheckpoint, copySavepoint } from '../../engine/checkpoints/copy-savepoint.ts';
import { writeState } from '../../engine/checkpoints/state-file.ts';
import { CheckpointStore } from '../../engine/checkpoints/store.ts';
import type { FileSinkOptions } from '../../engine/document/plan.ts';
import { DurableFiles } from '../../engine/files/durable.ts';
import { exportRows } from '../../engine/recordings/export-rows.ts';
import { packRecording, unpackRecording } from '../../engine/recordings/pack.ts';
import { writeManifest } from '../../engine/recordings/manifest.ts';
import { openManifest, recordedRows } from '../../engine/recordings/read-rows.ts';
import { repairRecording } from '../../engine/recordings/repair.ts';
import { repairedName } from '../../engine/recordings/salvage.ts';
import type { UnfinishedPart } from '../../engine/recordings/recording.ts';
import type { PartsState } from '../../engine/sinks/file/restore-parts.ts';
import { wholeName } from '../../engine/sinks/file/part-name.ts';
import { dyingSystem } from '../engine/files/dying-system.ts';
import { holds, lostIn, watch } from '../engine/files/lost-in.ts';
import type { Image } from '../engine/files/losing-system.ts';
import { imageOf, LosingSystem } from '../engine/files/losing-system.ts';
import { clock, fileSink, numbered, SCHEMA } from '../engine/sinks/file-sink-parts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { write } from './short-run.ts';
import { allowedMs } from './rounds.ts';

const OWNER = { code: 'recording-failed', title: 'test' } as const;
const FOREVER = 1e9;

// One run looks at every call at what a cut there would leave: so each sync is missed where it belongs, at no moment's mercy.
const KINDS: readonly (readonly [string, Partial<FileSinkOptions>])[] = [
  ['lines', { format: 'ndjson' }],
  ['compressed lines', { format: 'csv', compress: 'gzip' }],
  ['Parquet', { format: 'parquet' }],
  ['encrypted lines', { format: 'ndjson', encrypt: { passphrase: 'correct horse' } }],
];

/** The unfinished parts of `state` that can no longer be gone on with: neither they are there nor the part that was made of them. */
function goneOf(image: Image, folder: string, { unfinished }: PartsState): string[] {
  const isThere = (part: UnfinishedPart): boolean =>
    holds(image, folder, part) || (image.get(join(folder, part.name))?.length ?? 0) >= part.written || isMade(part);
  const isMade = ({ name }: UnfinishedPart): boolean =>
    wholeName(name) !== name && image.has(join(folder, wholeName(name)));
  return unfinished.filter((part) => !isThere(part)).map(({ name }) => `${name} of the checkpoint`);
}

/** Two parts of several checkpoints each, one of a single piece, and one that is open at the end. */
async function writeParts(
  folder: string,
  options: Partial<FileSinkOptions>,
  system: LosingSystem,
): Promise<{ readonly lost: ReadonlySet<string>; readonly states: readonly PartsState[] }> {
  const rolling = { sizeBytes: 1e9, intervalMs: 1000 };
  const sink = fileSink(folder, { options: { rolling, ...options }, fileSystem: system });
  const states: PartsState[] = [];
  const lost = watch(system, (image) => [
    ...lostIn(image),
    ...states.slice(-1).flatMap((state) => goneOf(image, 'new/r', state)),
  ]);
  await sink.open();
  // A part is made of pieces meanwhile, and shown by a commit that has no rows of its own: nothing else syncs the folder then.
  const [rolls, quiet] = [
    [2, 4, 6],
    [3, 6, 7],
  ];
  for (let i = 0; i < 9; i++) {
    if (!quiet.includes(i)) sink.receive(numbered(i * 10, (i + 1) * 10));
    if (rolls.includes(i)) clock.time += 1000;
    states.push((await sink.prepareCommit(i)) as PartsState);
    await sink.commit(i);
    for (let n = 0; n < 300; n++) await new Promise(setImmediate);
  }
  await sink.release();
  return { lost, states };
}

test.each(KINDS)(
  'at no moment of a run does a part of %s that counts hang on something that is not synced',
  async (_, options) => {
    const root = temporaryFolder();
    const system = new LosingSystem(root, FOREVER);
    const { lost } = await writeParts(join(root, 'new', 'r'), options, system);
    expect([[...lost], system.unclosed]).toEqual([[], []]);
  },
  allowedMs(60_000),
);

test.each(KINDS)(
  'nor does one while another run goes on with %s, without a checkpoint, from the last one or from an older one',
  async (_, options) => {
    // Each costs encrypted ones several passphrases.
    for (const at of options.encrypt ? [8] : [null, 8, 7, 5, 3, 1]) {
      const root = temporaryFolder();
      const { states } = await writeParts(join(root, 'new', 'r'), options, new LosingSystem(root, FOREVER));
      const system = new LosingSystem(root, FOREVER, imageOf(root));
      const from = at === null ? null : states[at]!;
      // What came after an older checkpoint is taken back: the manifest that names it counts no more.
      const lost = watch(system, (image) => [
        ...(at === null || at === 8 ? lostIn(image) : []),
        ...(from === null ? [] : goneOf(image, 'new/r', from)),
      ]);
      const sink = fileSink(join(root, 'new', 'r'), { options, fileSystem: system });
      await sink.open(from === null ? undefined : [from]);
      const left = system.unsynced.filter((path) => !path.endsWith('.reserve'));
      await sink.release();
      expect([at, [...lost], left, system.unclosed]).toEqual([at, [], [], []]);
    }
  },
  allowedMs(60_000),
);

const repaired = (path: string): string => join(dirname(path), repairedName(basename(path)));

test('a recording that is unpacked, packed, exported or repaired is all on the disk when that is done, and no file left open', async () => {
  const root = temporaryFolder();
  const from = join(root, 'from');
  await write(from, 'ndjson', dyingSystem(70));
  const system = (): LosingSystem => new LosingSystem(root, FOREVER, imageOf(root));
  const done: Record<string, unknown> = {};
  const run = async (what: string, act: (files: DurableFiles) => Promise<unknown>): Promise<void> => {
    const disk = system();
    // While a part is put in place that was repaired, it is there under its other name.
    const lost = watch(disk, (image) => lostIn(image).filter((path) => !image.has(repaired(path))));
    await act(new DurableFiles(OWNER, disk));
    done[what] = [[...lost], disk.unsynced, disk.unclosed];
  };
  const manifest = { ...(await openManifest(from)), state: 'failed' } as const;
  await writeManifest(new DurableFiles(OWNER), from, manifest);
  const rows = () => recordedRows(from, manifest, { span: null, key: null });
  await run('export', (files) =>
    exportRows(files, join(root, 'rows.csv'), rows(), { to: 'csv', isEpoch: false, schema: SCHEMA }),
  );
  await run('pack', (files) => packRecording(files, from, { manifest, path: join(root, 'one.millrace') }));
  await run('unpack', (files) => unpackRecording(files, join(root, 'one.millrace'), join(root, 'library')));
  await run('repair', (files) => repairRecording(files, from, { now: 0, passphrases: [] }));
  expect(done).toEqual({
    export: [[], [], []],
    pack: [[], [], []],
    unpack: [[], [], []],
    repair: [[], [], []],
  });
});

test('a checkpoint, and a copy of it, is all on the disk when it counts, and no file left open', async () => {
  const root = temporaryFolder();
  const system = new LosingSystem(root, FOREVER);
  const lost = watch(system);
  const store = new CheckpointStore(join(root, 'state', 'p'), system);
  await store.open(() => undefined);
  for (let i = 0; i < 4; i++) {
    const id = store.nextId();
    const place = { folder: store.folderOf(id, 'checkpoint'), name: 'subtask-0.state' };
    const file = await writeState(new DurableFiles(OWNER, system), place, {
      some: { numbers: Int32Array.of(1, 2, i) },
    });
    const stored = await store.complete({
      id,
      kind: 'checkpoint',
      takenAt: 1,
      durationMs: 2,
      bytes: file.bytes,
      pipeline: 'p',
      isFinished: false,
      nodes: [],
      files: [file],
      sources: {},
      sinks: {},
    });
    expect(system.unsynced).toEqual([]);
    await copySavepoint(stored, join(root, 'kept'), system);
    await copyAsCheckpoint(stored, { id: 20 + i, folder: store.folderOf(20 + i, 'checkpoint') }, system);
    await store.goBackTo(stored);
    await store.retain(2);
    expect([system.unsynced, system.unclosed]).toEqual([[], []]);
  }
  expect([[...lost], readdirSync(join(root, 'kept')).length]).toEqual([[], 4]);
});
