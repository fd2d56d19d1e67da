import { expect, test } from 'vitest';
import { murmur2, partitionOfKey } from '../../../engine/kafka/murmur2.ts';

test('keys are hashed as in Kafka, whatever is left of their last four bytes', () => {
  // What org.apache.kafka.common.utils.Utils.murmur2 gives.
  const known = {
    '21': -973932308,
    foobar: -790332482,
    'a-little-bit-long-string': -985981536,
    'a-little-bit-longer-string': -1486304829,
    lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8: -58897971,
    abc: 479470107,
  };
  expect(Object.keys(known).map((key) => murmur2(Buffer.from(key)))).toEqual(Object.values(known));
});

test('a key has the same one of all partitions every time', () => {
  expect(['21', 'foobar', 'abc'].map((key) => partitionOfKey(Buffer.from(key), 7))).toEqual(
    [-973932308, -790332482, 479470107].map((hash) => (hash & 0x7fffffff) % 7),
  );
});
