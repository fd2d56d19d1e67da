import { expect, test } from 'vitest';
import { fromRows } from '../../../../engine/data/rows.ts';
import { readDocument } from '../../../../engine/document/index.ts';
import { ParcelReader } from '../../../../engine/exchange/parcel-reader.ts';
import { Dealer } from '../../../../engine/runtime/parallel/dealer.ts';
import type { RowsMessage, ToKeyed } from '../../../../engine/runtime/parallel/messages.ts';
import { placementOf } from '../../../../engine/runtime/parallel/placement.ts';

const TEXT = `version: 1
name: t
settings: { parallelism: 2, batch: { size: 100, timeout: 20ms }, buffer: { capacity: 1000 } }
sources: { in: { type: generator, columns: { n: { sequence: {} } } } }
operators: { d: { type: deduplicate, inputs: [in], key: [n], keep: first } }
sinks: { out: { type: discard, inputs: [d] } }
`;

function dealing() {
  const read = readDocument(TEXT, { file: 't', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error('the document is wrong');
  const { plan } = read;
  const schema = plan.nodes[0]!.schema;
  const sent: number[][] = [[], []];
  const reader = new ParcelReader([schema]);
  const threads = sent.map((rows) => ({
    post: (message: ToKeyed) => {
      const [item] = reader.read((message as RowsMessage).parcel!);
      rows.push(item!.batch!.length);
    },
    end: () => Promise.resolve(),
  }));
  const clock = { at: 0, now: () => 0, monotonic: () => clock.at };
  const dealer = new Dealer(plan, placementOf(plan), { threads, clock });
  let n = 0;
  const give = (count: number): void =>
    dealer.edges[0]!.receive(
      fromRows(
        schema,
        Array.from({ length: count }, () => ({ n: n++ })),
      ),
    );
  const total = (): number[] => sent[0]!.map((rows, i) => rows + sent[1]![i]!);
  return { dealer, give, total, clock };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('what is given within a turn goes out together once it is over', async () => {
  const { give, total } = dealing();
  give(1);
  give(2);
  expect(total()).toEqual([]);
  await nextTurn();
  expect(total()).toEqual([3]);
});

test('no row waits longer than batch.timeout, however long the turn is', () => {
  const { give, total, clock } = dealing();
  give(1);
  clock.at = 19;
  give(1);
  expect(total()).toEqual([]);
  clock.at = 20;
  give(1);
  clock.at = 30;
  give(1);
  expect(total()).toEqual([3]);
});

test('batch.size rows for each of the subtasks go out at once', () => {
  const { give, total } = dealing();
  give(150);
  expect(total()).toEqual([]);
  give(50);
  give(10);
  expect(total()).toEqual([200]);
});

test('there is no room while buffer.capacity rows are not answered, and again once some are', async () => {
  const { dealer, give } = dealing();
  const [exit] = dealer.exits;
  for (let i = 0; i < 9; i++) give(100);
  expect([exit!.room(), dealer.inFlight(0)]).toEqual([null, 900]);
  give(150);
  const room = exit!.room();
  expect([room === null, dealer.inFlight(0), dealer.isEmpty]).toEqual([false, 1050, true]);
  dealer.answered(1);
  await room;
  expect(dealer.inFlight(0)).toBe(850);
});
