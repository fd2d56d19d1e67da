import { MADE_UP_TRIAL } from './made-up-trial.ts';
import type { Machine } from './machine.ts';

const now = Date.now();

/** Two pipelines besides the one that runs: one that has ended and one that cannot read its file. */
const otherPipelines: Machine['otherPipelines'] = [
  {
    id: 'nightly-import',
    name: 'Nightly import',
    description: 'Rows of yesterday’s files, summed per minute',
    state: { kind: 'finished', at: now - 7_200_000 },
    nodes: [],
    recording: null,
    checkpoints: [],
  },
  {
    id: 'build-server',
    name: 'Build server',
    description: '',
    state: {
      kind: 'failed',
      at: now - 600_000,
      fault: {
        code: 'source-failed',
        message:
          'source "rows": /srv/builds/today.ndjson cannot be read (permission denied); give this user access to it',
      },
    },
    nodes: [],
    recording: null,
    checkpoints: [],
  },
];

const library: Machine['library'] = [
  { id: 'stock', name: 'Kernel build, stock fan curve', age: 6_000_000, tags: ['fan', 'build'] },
  { id: 'soak', name: 'Overnight soak', age: 80_000_000, durationMs: 28_800_000, rows: 3_052_800, bytes: 24_100_000 },
  {
    id: 'nvme',
    name: 'NVMe sequential write',
    age: 260_000_000,
    durationMs: 300_000,
    rows: 31_860,
    bytes: 1_900_000,
    format: 'csv',
  },
  {
    id: 'cut',
    name: 'Power cut at 62 %',
    age: 430_000_000,
    state: 'recovered',
    detail: 'recovered, complete to …',
    completeTo: now - 423_750_000,
    durationMs: 6_250_000,
    rows: 662_918,
    bytes: 5_600_000,
  },
];

/** What there is on the made-up machine besides the pipeline that runs. */
export const MADE_UP: Machine = { otherPipelines, library, trial: MADE_UP_TRIAL };
