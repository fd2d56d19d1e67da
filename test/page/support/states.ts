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
