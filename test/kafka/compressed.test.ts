import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BROKER, newTopic, OTHER_NODES, rowsIn, run, TLS } from './command.ts';
import { copy, count, ONCE, tally } from './documents.ts';

const ROWS = 20_000;
const admin = new Kafka({ brokers: [BROKER], logLevel: logLevel.NOTHING }).admin();

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'millrace-compressed-'));
  await admin.connect();
});
afterAll(async () => {
  await admin.disconnect();
  rmSync(folder, { recursive: true, force: true });
});

const tallyOf = (name: string): ReturnType<typeof tally> =>
  tally(
    rowsIn(path.join(folder, name)).map(({ n }) => Number(n)),
    ROWS,
  );

/** What the broker keeps of `topic`, in bytes. */
function keptBytes(topic: string): number {
  const logs = path.join(path.dirname(TLS.ca), 'logs');
  const folders = readdirSync(logs).filter((name) => name.startsWith(`${topic}-`));
  const files = folders.flatMap((name) =>
    readdirSync(path.join(logs, name)).map((file) => path.join(logs, name, file)),
  );
  return files.filter((file) => file.endsWith('.log')).reduce((sum, file) => sum + statSync(file).size, 0);
}

const COMPRESSIONS = ['gzip', 'snappy', 'lz4', 'zstd'];

// A topic with a compression of its own has its broker compress what comes, as Java's clients do.
test.each(COMPRESSIONS)('entries that are compressed by %s are read', async (value) => {
  const topic = newTopic();
  await admin.createTopics({ topics: [{ topic, configEntries: [{ name: 'compression.type', value }] }] });
  expect((await run(folder, count(`fill-${value}`, topic, { rows: ROWS }))).code).toBe(0);
  expect(await run(folder, copy(`of-${value}`, topic))).toMatchObject({ code: 0 });
  expect(tallyOf(`of-${value}`)).toEqual(ONCE);
  expect(keptBytes(topic)).toBeLessThan(ROWS * 40);
});

test('a sink that compresses writes the same rows in a fraction of the bytes', async () => {
  const [plain, small] = [newTopic(), newTopic()];
  await run(folder, count('write-plain', plain, { rows: ROWS }));
  await run(folder, count('write-small', small, { rows: ROWS, keys: ', compress: gzip' }));
  expect(keptBytes(small) * 3).toBeLessThan(keptBytes(plain));
  await run(folder, copy('read-small', small));
  expect(tallyOf('read-small')).toEqual(ONCE);
});

test.skipIf(OTHER_NODES.length === 0)(
  'the command writes and reads all of it on the other versions of Node',
  async () => {
    for (const [i, node] of OTHER_NODES.entries()) {
      for (const value of COMPRESSIONS) {
        const topic = newTopic();
        const name = `node-${i}-${value}`;
        await admin.createTopics({ topics: [{ topic, configEntries: [{ name: 'compression.type', value }] }] });
        const filled = await run(folder, count(`fill-${name}`, topic, { rows: ROWS, keys: ', compress: gzip' }), {
          node,
        });
        expect([node, value, filled]).toMatchObject([node, value, { code: 0 }]);
        expect(await run(folder, copy(name, topic), { node })).toMatchObject({ code: 0 });
        expect([node, value, tallyOf(name)]).toEqual([node, value, ONCE]);
      }
    }
  },
  180_000,
);
