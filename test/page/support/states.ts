import type { Locator, Page } from '@playwright/test';
import type { PageStart } from '../../../electron/ipc/contract.ts';

type Job = PageStart['pipelines'][number];

/** What is there instead of what one came for, by its kind. */
export function state(page: Page | Locator, kind: string): Locator {
  return page.locator(`[data-state="${kind}"]`);
}

/** A pipeline that has never run, of which nothing is known yet. */
export const STOPPED_BARE: Job = {
  id: 'bare',
  name: 'Never run',
  description: '',
  state: { kind: 'stopped' },
  nodes: [],
  recording: null,
  checkpoints: [],
};

/** A source that has given nothing. */
export const BARE_NODE: Job['nodes'][number] = {
  id: 'rows',
  role: 'source',
  type: 'generator',
  inputs: [],
  rowsIn: 0,
  rowsOut: 0,
  late: 0,
  rejected: 0,
  dropped: 0,
  watermark: null,
  busy: 0,
  backpressured: 0,
  idle: 0,
  queued: 0,
  queueFill: 0,
  state: null,
};

const AT = Date.UTC(2026, 0, 1, 0, 0, 13, 563);
const WINDOW = { ...BARE_NODE, role: 'operator', type: 'window', rowsIn: 690, rowsOut: 2 } as const;
const from = (node: string, output: 'main' | 'late' = 'main'): Pick<Job['nodes'][number], 'inputs'> => ({
  inputs: [{ node, output }],
});

/** The example with late rows, which runs. */
export const OUT_OF_ORDER: Job = {
  id: 'out-of-order',
  name: 'Out of order',
  description: '',
  state: { kind: 'running', since: Date.now() - 14_000 },
  nodes: [
    { ...BARE_NODE, id: 'patient-rows', rowsOut: 690, watermark: AT - 3001, outOfOrdernessMs: 3000 },
    { ...BARE_NODE, id: 'hasty-rows', rowsOut: 690, watermark: AT - 1, outOfOrdernessMs: 0 },
    { ...WINDOW, id: 'patient', ...from('patient-rows'), watermark: AT - 3001 },
    { ...WINDOW, id: 'hasty', ...from('hasty-rows'), watermark: AT - 1, late: 158 },
    { ...BARE_NODE, id: 'too-late', role: 'sink', type: 'discard', ...from('hasty', 'late'), rowsIn: 158 },
  ],
  recording: null,
  checkpoints: [],
};
