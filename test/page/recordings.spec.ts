import { expect, test } from './support/page-test.ts';

test('a recording is started and stopped on any page, with the time beside it', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Stop recording', exact: true })).toBeVisible();
  await expect(page.getByRole('timer')).toHaveText(/^0:0\d$/);
  await page.getByRole('link', { name: 'Recordings' }).click();
  await expect(page.getByRole('row').nth(1)).toHaveText(/System health.*(?:today|yesterday).*NDJSON.*recording/);
  await page.getByRole('button', { name: 'Stop recording', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Record', exact: true })).toBeVisible();
  await expect(page.getByRole('timer')).toHaveCount(0);
});

test('what was recorded is said where its list is not in sight, with the way to it', async ({ open }) => {
  const page = await open();
  const record = page.getByRole('button', { name: 'Record', exact: true });
  const stop = page.getByRole('button', { name: 'Stop recording', exact: true });
  await record.click();
  await stop.click();
  await expect(page.getByText(/^0:0\d are recorded as “.*System health.*”\./)).toBeVisible();
  await record.click();
  await expect(page.getByText(/are recorded as/)).toHaveCount(0);
  await stop.click();
  await page.getByRole('link', { name: 'Open it' }).click();
  await expect(page).toHaveURL(/#\/recordings\/.+/);
  await expect(page.getByText(/are recorded as/)).toHaveCount(0);
});

test('where the controls of a page need lines of their own, the button stays beside the title', async ({ open }) => {
  const page = await open();
  const button = page.getByRole('button', { name: 'Record', exact: true });
  const title = page.getByRole('heading', { level: 1 });
  for (const width of [1440, 960, 720]) {
    await page.setViewportSize({ width, height: 600 });
    const [of, at] = await Promise.all([title.boundingBox(), button.boundingBox()]);
    expect([width, Math.abs(of!.y + of!.height / 2 - at!.y - at!.height / 2) < 8]).toEqual([width, true]);
    expect(width - at!.x - at!.width).toBeLessThan(24);
  }
  // At the least size of the window these have one line.
  await page.setViewportSize({ width: 960, height: 600 });
  const [pause, keep] = await Promise.all(
    ['Pause', 'Keep last 10 min'].map((name) => page.getByRole('button', { name, exact: true }).boundingBox()),
  );
  expect(keep!.y).toBe(pause!.y);
});

test('the button answers at once, also where main takes its time', async ({ open }) => {
  const page = await open({ answerMs: 3000 });
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Stop recording', exact: true })).toBeVisible({ timeout: 500 });
});

test('the time beside it begins when rows are taken, not when it was asked for', async ({ open }) => {
  const page = await open({ answerMs: 1500 });
  await expect(page.getByRole('button', { name: 'Record', exact: true })).toBeVisible();
  const told = await page.evaluate(async () => {
    const reply = await window.bridge.request('openPage');
    const recording = { name: 'now', since: Date.now() - 5000, rows: 0, bytes: 0 };
    document.querySelector<HTMLElement>('.record button')!.click();
    // While a key is made of a passphrase, main tells since when it was asked.
    const jobs = reply.ok ? reply.value.pipelines : [];
    window.fake.tell(
      'pipelinesChanged',
      jobs.map((job, i) => (i === 0 ? { ...job, recording } : job)),
    );
    await new Promise(requestAnimationFrame);
    return document.querySelector('[role=timer]')?.textContent;
  });
  expect(told).toBe('0:00');
});

test('a double click starts one recording and does not stop it', async ({ open }) => {
  const page = await open({ answerMs: 1 });
  await page.getByRole('button', { name: 'Record', exact: true }).dblclick();
  await expect(page.getByRole('timer')).toHaveText(/^0:0[1-9]$/);
  const asked = await page.evaluate(() => window.fake.asked.map(({ name }) => name));
  expect(asked.filter((name) => name.endsWith('Recording'))).toEqual(['startRecording']);
});

test('a recording that cannot be started says why, and the button is back', async ({ open }) => {
  const page = await open({ failing: ['startRecording'] });
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('startRecording: no pipeline runs');
  await expect(page.getByRole('button', { name: 'Record', exact: true })).toBeVisible();
});

test('each recording has a small picture of how it went, and one that is locked has none', async ({ open }) => {
  const page = await open({}, '#/recordings');
  const soak = page.getByRole('row', { name: /Overnight soak/ });
  await expect(soak.getByRole('img', { name: 'CPU, total' })).toBeVisible();
  const asked = await page.evaluate(() => window.fake.asked.filter(({ name }) => name === 'recordingSparkline'));
  expect(new Set(asked.map(({ args }) => args[0])).size).toBe(asked.length);
  await page.setViewportSize({ width: 960, height: 600 });
  await expect(soak.getByRole('img', { name: 'CPU, total' })).toBeHidden();
});

test('a recording is revealed by a button that says which', async ({ open }) => {
  const page = await open({}, '#/recordings');
  await page.getByRole('button', { name: 'Reveal Overnight soak', exact: true }).click();
  await expect
    .poll(() => page.evaluate(() => window.fake.asked.find(({ name }) => name.startsWith('reveal'))))
    .toEqual({ name: 'revealRecording', args: ['soak'] });
});

test('deleting asks first, and Escape changes nothing', async ({ open }) => {
  const page = await open({}, '#/recordings');
  const ask = page.getByRole('button', { name: 'Delete Overnight soak', exact: true });
  await ask.click();
  await expect(page.getByRole('dialog', { name: 'Move “Overnight soak” to the trash?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(ask).toBeVisible();
  await ask.click();
  await page.getByRole('button', { name: 'Move to trash' }).click();
  await expect(ask).toHaveCount(0);
  // Who goes on by keyboard goes on from here, not from the top of the page.
  await expect(page.getByText(/^\d+ recordings?, /)).toBeFocused();
});

test('a recording that is not whole says what happened', async ({ open }) => {
  const page = await open({}, '#/recordings');
  await expect(page.getByText(/^recovered, complete to \d/)).toBeVisible();
});

test('an empty library explains itself and offers to record', async ({ open }) => {
  const page = await open({ recordings: 'none' }, '#/recordings');
  await expect(page.getByRole('main')).toContainText('A recording keeps every reading of this machine');
  await page.getByRole('button', { name: 'Make a recording' }).click();
  await expect(page.getByRole('button', { name: 'Stop recording', exact: true })).toBeVisible();
});

test('recordings are found by their names, tags and states; where none is, the search can be cleared', async ({
  open,
}) => {
  const page = await open({}, '#/recordings');
  const search = page.getByRole('searchbox', { name: 'Search recordings' });
  const rows = page.getByRole('table', { name: 'Recordings' }).getByRole('link');
  await search.fill('fan kernel');
  await expect(rows).toHaveText(['Kernel build, stock fan curve']);
  await search.fill('recovered');
  await expect(rows).toHaveText(['Power cut at 62 %']);
  await search.fill('nowhere');
  await expect(page.getByRole('main')).toContainText(
    'No recording has “nowhere” in its name, tags, state, format or day.',
  );
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(rows).toHaveCount(4);
});

test('tags are written between commas, each once, and kept', async ({ open }) => {
  const page = await open({}, '#/recordings/soak');
  await page.getByRole('textbox', { name: 'Tags' }).fill(' night, fan,night ,');
  await page.getByRole('textbox', { name: 'Tags' }).press('Enter');
  // They are kept before the page is left.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('notes'))).toContain('night');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Tags' })).toHaveValue('night, fan');
});

test('the last ten minutes are kept by a button, and opened from the note about it', async ({ open }) => {
  const page = await open({}, '#/dashboard');
  await page.getByRole('button', { name: 'Keep last 10 min' }).click();
  const note = page.getByText('The last 9:59 are kept: 5,184 rows.');
  await expect(note).toBeVisible();
  await page.getByRole('link', { name: 'Open it' }).click();
  await expect(page).toHaveURL(/#\/recordings\/kept$/);
  await expect(note).toHaveCount(0);
});

test('where there was less than ten minutes that is told, also to who came by the palette', async ({ open }) => {
  const page = await open({ keptMs: 192_000 }, '#/pipelines');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('keep last');
  await page.keyboard.press('Enter');
  await expect(page.getByText('All that was held is kept, 3:12: 5,184 rows.')).toBeVisible();
  await page.getByRole('button', { name: 'Close this note' }).click();
  await expect(page.getByText('All that was held is kept')).toHaveCount(0);
});

test('minutes that cannot be kept say why, and the button is back', async ({ open }) => {
  const page = await open({ failing: ['keepRecent'] }, '#/dashboard');
  await page.getByRole('button', { name: 'Keep last 10 min' }).click();
  await expect(page.getByRole('alert')).toContainText('keepRecent');
  await expect(page.getByRole('button', { name: 'Keep last 10 min' })).toHaveAttribute('aria-disabled', 'false');
});

test('a recording is imported by a button, and shown', async ({ open }) => {
  const page = await open({}, '#/recordings');
  await page.getByRole('button', { name: 'Import…' }).press('Enter');
  await expect(page).toHaveURL(/#\/recordings\/imported$/);
  await expect(
    page.getByText('“Overnight.millrace” was imported. 3 rows cannot be read and are left out.'),
  ).toBeVisible();
});

test('a file that is dragged over any page shows where it goes; dropped, it is imported and nothing leads elsewhere', async ({
  open,
}) => {
  const page = await open({}, '#/dashboard');
  const drag = (kind: string, names: string[]): Promise<boolean> =>
    page.evaluate(
      ([type, ...files]) => {
        const dataTransfer = new DataTransfer();
        for (const name of files) dataTransfer.items.add(new File(['x'], name));
        const event = new DragEvent(type!, { dataTransfer, bubbles: true, cancelable: true });
        return !document.body.dispatchEvent(event);
      },
      [kind, ...names],
    );
  const region = page.getByRole('region', { name: 'Drop to import' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await drag('dragenter', ['a.csv']);
  await expect(region).toBeVisible();
  await drag('dragleave', ['a.csv']);
  await expect(region).toHaveCount(0);
  await drag('dragenter', ['a.csv']);
  expect(await drag('dragover', ['a.csv'])).toBe(true);
  expect(await drag('drop', ['a.csv', 'b.txt'])).toBe(true);
  await expect(region).toHaveCount(0);
  await expect(page.getByRole('alert')).toContainText('"b.txt" is nothing that can be imported');
  await expect(page).toHaveURL(/#\/recordings\/imported$/);
});

test('names that differ in their end are told apart in a small window', async ({ page, open }) => {
  for (const width of [960, 720]) {
    await page.setViewportSize({ width, height: 600 });
    await open({}, '#/recordings');
    const names = page.getByRole('table', { name: 'Recordings' }).getByRole('rowheader');
    await expect(names.first()).toBeVisible();
    const hidden = await names.evaluateAll(
      (cells) => cells.filter((cell) => cell.clientWidth < cell.scrollWidth).length,
    );
    expect(hidden).toBe(0);
  }
});
