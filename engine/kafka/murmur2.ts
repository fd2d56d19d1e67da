const SEED = 0x9747b28c;
const MIX = 0x5bd1e995;

/** The partition, of `count`, that Kafka's own clients give rows of `key`, so that all who write agree. */
export function partitionOfKey(key: Uint8Array, count: number): number {
  return (murmur2(key) & 0x7fffffff) % count;
}

/** The hash of `bytes` as Kafka has it: Murmur 2, as a whole number of 32 bits with a sign. */
export function murmur2(bytes: Uint8Array): number {
  const { length } = bytes;
  const whole = length & ~3;
  let hash = SEED ^ length;
  for (let i = 0; i < whole; i += 4) {
    const four = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    const mixed = Math.imul(four, MIX);
    hash = Math.imul(hash, MIX) ^ Math.imul(mixed ^ (mixed >>> 24), MIX);
  }
  if (whole < length) {
    for (let i = length - 1; whole <= i; i--) hash ^= bytes[i]! << (8 * (i - whole));
    hash = Math.imul(hash, MIX);
  }
  hash = Math.imul(hash ^ (hash >>> 13), MIX);
  return hash ^ (hash >>> 15);
}
