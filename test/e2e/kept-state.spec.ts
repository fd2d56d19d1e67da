import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exitOf, expect, goTo, launch, test } from './support/millrace.ts';

/** In the place of the pipeline that starts with the app: it writes its readings to files, and counts in a window that stays open. */
const documentOf = (size = '300d'): string => `
version: 1
name: System health
settings: { checkpoint: { interval: 300ms } }
sources: { in: { type: system, interval: 200ms, metrics: [system.cpu.utilization] } }
operators:
  counted: { type: window, inputs: [in], window: { type: tumbling, size: ${size} }, aggregate: { rows: count(*) } }
sinks:
  files: { type: file, inputs: [in], path: out, format: ndjson }
  none: { type: discard, inputs: [counted] }
`;

interface Row {
  readonly ts: string;
  readonly metric: string;
  readonly entity: string;
  readonly value: number;
}

/** The rows that everybody may read. */
function committed(data: string): Row[] {
  const out = path.join(data, 'out');
  const parts = readdirSync(out).filter((name) => name.startsWith('part-'));
  return parts.sort().flatMap((name) =>
    readFileSync(path.join(out, name), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Row),
  );
}

/** The number of the newest complete checkpoint; 0 while there is none. */
function newestCheckpoint(data: string): number {
  const folder = path.join(data, 'state', 'system-health');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const complete = names.filter((name) => existsSync(path.join(folder, name, '_metadata')));
  return Math.max(0, ...complete.map((name) => Number(name.slice('chk-'.length))));
}

for (const end of ['quit', 'SIGKILL'] as const)
  test(`after ${end} the app's pipeline goes on from its newest checkpoint, and tells how long it was stopped`, async ({
    data,
  }) => {
    mkdirSync(path.join(data, 'pipelines'), { recursive: true });
    writeFileSync(path.join(data, 'pipelines', 'system-health.yaml'), documentOf());
    const first = await launch(data);
    await expect.poll(() => newestCheckpoint(data), { timeout: 10_000 }).toBeGreaterThan(2);
    const exit = exitOf(first);
    if (end === 'quit') void first.app.evaluate(({ app }) => app.quit()).catch(() => undefined);
    else first.app.process().kill(end);
    await exit;
    const before = end === 'quit' ? committed(data) : [];
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const last = newestCheckpoint(data);
    const second = await launch(data);
    await expect.poll(() => newestCheckpoint(data), { timeout: 10_000 }).toBeGreaterThan(last + 1);
    await second.app.close();
    const rows = committed(data);
    const gaps = rows.filter(({ metric }) => metric === 'gap');
    expect(gaps).toMatchObject([{ entity: 'app stopped' }]);
    expect(gaps[0]!.value).toBeGreaterThan(1);
    expect(rows.slice(0, before.length)).toEqual(before);
    // No reading is there twice, and between the readings before and behind the gap there are as many ticks of 200 ms as it says.
    const readings = rows.filter(({ metric }) => metric !== 'gap');
    expect(new Set(readings.map(({ ts, entity }) => `${ts} ${entity}`)).size).toBe(readings.length);
    const at = readings.findIndex(({ ts }) => ts === gaps[0]!.ts);
    const between = Date.parse(readings[at]!.ts) - Date.parse(readings[at - 1]!.ts);
    expect(between - 200).toBe(Math.round(gaps[0]!.value * 1000));
  });

test('of a document that changed, the app goes on with the rest, and says what begins anew', async ({ data }) => {
  mkdirSync(path.join(data, 'pipelines'), { recursive: true });
  const file = path.join(data, 'pipelines', 'system-health.yaml');
  writeFileSync(file, documentOf());
  const first = await launch(data);
  await expect.poll(() => newestCheckpoint(data), { timeout: 10_000 }).toBeGreaterThan(0);
  await first.app.close();
  writeFileSync(file, documentOf('1h'));
  const { app, page } = await launch(data);
  await expect(page.getByRole('alert')).toContainText(
    'pipeline "system-health": operator "counted" changed since the last run and begins anew',
  );
  await app.close();
});

test('a pipeline that a person has started is started again by the next app, one that was stopped is not', async ({
  data,
}) => {
  mkdirSync(path.join(data, 'pipelines'), { recursive: true });
  for (const id of ['one', 'two'])
    writeFileSync(
      path.join(data, 'pipelines', `${id}.yaml`),
      `{ version: 1, name: ${id}, sources: { in: { type: system, interval: 1s } }, sinks: { out: { type: discard, inputs: [in] } } }`,
    );
  const first = await launch(data);
  await goTo(first.page, 'Pipelines');
  for (const id of ['one', 'two']) {
    await first.page.getByRole('link', { name: new RegExp(`^${id}`) }).click();
    await first.page.getByRole('button', { name: `Start ${id}`, exact: true }).click();
    await expect(first.page.getByRole('button', { name: `Stop ${id}`, exact: true })).toBeVisible();
  }
  await first.page.getByRole('button', { name: 'Stop two', exact: true }).click();
  await expect(first.page.getByRole('button', { name: 'Start two', exact: true })).toBeVisible();
  const exit = exitOf(first);
  first.app.process().kill('SIGKILL');
  await exit;
  const second = await launch(data);
  await goTo(second.page, 'Pipelines');
  const list = second.page.getByRole('navigation', { name: 'Pipelines' });
  await expect(list.getByRole('link')).toHaveText([/System health\s*running/, /one\s*running/, /two\s*stopped/]);
  await second.app.close();
});
