import { test, expect } from './support/page-test.ts';

const PAGES = ['dashboard', 'pipelines', 'recordings'] as const;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 960, height: 600 },
];

/** Pictures for people to look at; what they show is checked elsewhere. */
for (const scheme of ['dark', 'light'] as const) {
  for (const viewport of SIZES) {
    for (const name of PAGES) {
      test(`${name} in ${scheme} at ${viewport.width} × ${viewport.height} has its picture taken`, async ({
        page,
        open,
      }) => {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme: scheme });
        await open({ hasGap: true }, `#/${name}`);
        await page.getByRole('button', { name: 'Record', exact: true }).click();
        await expect(page.getByRole('timer')).toHaveText(/^0:0[2-9]$/);
        if (name === 'dashboard') await page.getByRole('application').nth(2).hover();
        await page.screenshot({ path: `out/screenshots/${name}-${scheme}-${viewport.width}.png` });
      });
    }
  }
}
