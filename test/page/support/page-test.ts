import { test as base, expect, type Page } from '@playwright/test';
import { DEFAULT_SETTINGS } from '../../../electron/settings/settings.ts';
import { MADE_UP } from './made-up-machine.ts';
import { NEW_ALERT, NO_ALERTS, REPLAY } from './made-up-alerts.ts';
import { installFakeBridge } from './fake-bridge.ts';
import { installFakeDeployments } from './fake-deployments.ts';
import { installFakeExports } from './fake-exports.ts';
import { installFakeLooks } from './fake-looks.ts';
import { installFakePlayer } from './fake-player.ts';
import { installFakeTroubles } from './fake-troubles.ts';
import type { Machine } from './machine.ts';
import { servePage } from './serve.ts';

/** Opens the page on a made-up machine. */
export type OpenPage = (machine?: Machine, hash?: string) => Promise<Page>;

/** Tests of the built page. Every one of them also fails on an error in the console: a refused style or a thrown bug. */
export const test = base.extend<{ open: OpenPage }, { address: string }>({
  address: [
    // Playwright reads from the pattern what a fixture needs.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await servePage();
      await use(server.address);
      server.close();
    },
    { scope: 'worker' },
  ],
  open: async ({ page, address }, use) => {
    const trouble: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') trouble.push(message.text());
    });
    page.on('pageerror', (error) => trouble.push(error.message));
    await use(async (machine = {}, hash = '#/dashboard') => {
      await page.addInitScript(installFakeBridge, {
        settings: { ...DEFAULT_SETTINGS, firstSteps: false },
        alerts: NO_ALERTS,
        newAlert: NEW_ALERT,
        alertReplay: REPLAY,
        ...MADE_UP,
        ...machine,
      });
      await page.addInitScript(installFakePlayer, machine.failing ?? []);
      await page.addInitScript(installFakeExports, machine.failing ?? []);
      await page.addInitScript(installFakeLooks);
      await page.addInitScript(installFakeDeployments, machine.deployment ?? null);
      // What a fake answers with a fault by itself is not asked for a second one.
      const troubles = { failing: machine.lost ?? [], silent: machine.silent ?? [], isMute: false };
      await page.addInitScript(installFakeTroubles, troubles);
      await page.goto(address + hash);
      return page;
    });
    expect(trouble).toEqual([]);
  },
});

export { expect };
