import { expect, test } from 'vitest';
import { fetchedPartition } from '../../../engine/kafka/fetched.ts';

type Answer = Parameters<typeof fetchedPartition>[0];
type Message = Answer['messages'][number];

const at = (offset: number, more: Partial<Message> = {}, producerId = '1'): Message => ({
  offset: String(offset),
  timestamp: '5',
  key: null,
  value: Buffer.from(String(offset)),
  batchContext: { firstOffset: String(offset), lastOffsetDelta: 0, producerId, inTransaction: producerId !== '0' },
  ...more,
});
const marker = (offset: number, isCommit: boolean, producerId = '1'): Message =>
  at(offset, { isControlRecord: true, key: Buffer.from([0, 0, 0, isCommit ? 1 : 0]) }, producerId);

function read(messages: readonly Message[], aborted: Answer['abortedTransactions'] = null, from = 0) {
  const { entries, next } = fetchedPartition({ partition: 0, messages, abortedTransactions: aborted }, from);
  return { offsets: entries.map(({ offset }) => offset), next };
}

test('rows of transactions that were given up are not seen, those of others between them are', () => {
  const messages = [
    at(0),
    at(1, {}, '2'),
    at(2, {}, '0'),
    marker(3, false),
    at(4),
    marker(5, true),
    marker(6, true, '2'),
  ];
  expect(read(messages, [{ producerId: '1', firstOffset: '0' }])).toEqual({ offsets: [1, 2, 4], next: 7 });
});

test('a row whose key looks like the mark of an end is a row', () => {
  expect(read([at(0, { key: Buffer.alloc(4) })])).toEqual({ offsets: [0], next: 1 });
});

test('what comes before the offset that was asked for is left out, and it goes on behind what is gone from a batch', () => {
  const batch = { firstOffset: '10', lastOffsetDelta: 9, producerId: '-1', inTransaction: false };
  expect(read([at(10, { batchContext: batch }), at(12, { batchContext: batch })], null, 11)).toEqual({
    offsets: [12],
    next: 20,
  });
});

test('where nothing is there yet it goes on where it is', () => {
  expect(read([], null, 4)).toEqual({ offsets: [], next: 4 });
});

test('of one producer only what is behind the beginning of a transaction that was given up is left out, up to its end', () => {
  const messages = [
    at(0),
    marker(1, true),
    at(2),
    at(3, { batchContext: { ...at(3).batchContext!, inTransaction: false } }),
    marker(4, false),
    at(5),
  ];
  expect(read(messages, [{ producerId: '1', firstOffset: '2' }])).toEqual({ offsets: [0, 3, 5], next: 6 });
});

test('transactions that were given up are told in any order', () => {
  const aborted = [
    { producerId: '2', firstOffset: '2' },
    { producerId: '1', firstOffset: '0' },
  ];
  expect(read([at(0), at(1, {}, '2'), at(2, {}, '2'), at(3)], aborted)).toEqual({ offsets: [1], next: 4 });
});
