import type { Column, StringColumn } from '../data/column.ts';
import { DictionaryCache } from './dictionary-cache.ts';
import { hashOfText } from './text-hash.ts';
import { TextTable } from './text-table.ts';

/** Keys are dealt to this many groups, and groups to subtasks; so there can be at most as many subtasks (Flink's maximum parallelism). */
export const KEY_GROUPS = 128;

/** The key groups of one subtask: from `first` to `last`, both included. */
export interface KeyGroupRange {
  readonly first: number;
  readonly last: number;
}

/** All key groups: what the only subtask has. */
export const ALL_KEY_GROUPS: KeyGroupRange = { first: 0, last: KEY_GROUPS - 1 };

/** Whether `groups` has all that there are. */
export function isAll({ first, last }: KeyGroupRange): boolean {
  return first === 0 && last === KEY_GROUPS - 1;
}

/** The key groups that subtask number `subtask` of `parallelism` has (Flink's KeyGroupRangeAssignment). */
export function keyGroupRange(subtask: number, parallelism: number): KeyGroupRange {
  return {
    first: Math.ceil((subtask * KEY_GROUPS) / parallelism),
    last: Math.ceil(((subtask + 1) * KEY_GROUPS) / parallelism) - 1,
  };
}

/** The subtask of `parallelism` that has key group `group`. */
export function subtaskOf(group: number, parallelism: number): number {
  return Math.floor((group * parallelism) / KEY_GROUPS);
}

/**
 * Writes the key group of each of the first `length` rows, whose key has the values `columns`, to `groups`. It depends on the values
 * alone, so it is the same in every run and on every machine: Java's hash of the value, mixed by Flink's murmur.
 */
export function keyGroupsOf(columns: readonly Column[], length: number, groups: Uint8Array): void {
  const hashes = new Int32Array(length).fill(1);
  const own = columns.length === 1 ? hashes : new Int32Array(length);
  for (const column of columns) {
    hashColumn(column, length, own);
    if (own !== hashes) for (let i = 0; i < length; i++) hashes[i] = (Math.imul(hashes[i]!, 31) + own[i]!) | 0;
  }
  for (let i = 0; i < length; i++) groups[i] = murmur(hashes[i]!) % KEY_GROUPS;
}

function hashColumn(column: Column, length: number, hashes: Int32Array): void {
  if (column.type === 'string') hashTexts(column, length, hashes);
  else if (column.type === 'boolean') hashBooleans(column.values, length, hashes);
  else if (column.type === 'double') hashDoubles(column.values, length, hashes);
  else hashWholes(column.values, length, hashes);
  if (column.nulls === null) return;
  for (let i = 0; i < length; i++) if (column.nulls[i] === 1) hashes[i] = 0;
}

const hashesOfTexts = new DictionaryCache();

function hashTexts({ values, nulls, dictionary }: StringColumn, length: number, hashes: Int32Array): void {
  if (dictionary instanceof TextTable) {
    for (let i = 0; i < length; i++) if (nulls?.[i] !== 1) hashes[i] = dictionary.hashOf(values[i]!);
    return;
  }
  const known = hashesOfTexts.of(dictionary);
  for (let i = 0; i < length; i++) {
    if (nulls !== null && nulls[i] === 1) continue;
    const id = values[i]!;
    // The cache says −1 for a text that it does not know; one whose hash that is, is hashed each time.
    if (known[id] === -1) known[id] = hashOfText(dictionary.text(id));
    hashes[i] = known[id]!;
  }
}

function hashBooleans(values: Uint8Array, length: number, hashes: Int32Array): void {
  for (let i = 0; i < length; i++) hashes[i] = values[i] === 1 ? 1231 : 1237;
}

/** `Double.hashCode` of Java, but of both zeros that of +0, for they are one key. */
function hashDoubles(values: Float64Array, length: number, hashes: Int32Array): void {
  const bits = new Int32Array(values.buffer, values.byteOffset, length * 2);
  for (let i = 0; i < length; i++) hashes[i] = values[i] === 0 ? 0 : bits[2 * i]! ^ bits[2 * i + 1]!;
}

/** `Long.hashCode` of Java. */
function hashWholes(values: Float64Array, length: number, hashes: Int32Array): void {
  for (let i = 0; i < length; i++) hashes[i] = values[i]! ^ Math.floor(values[i]! / 4_294_967_296);
}

/** `MathUtils.murmurHash` of Flink: one step of MurmurHash3 (Austin Appleby), made positive. */
function murmur(code: number): number {
  let hash = Math.imul(code, 0xcc9e2d51);
  hash = Math.imul((hash << 15) | (hash >>> 17), 0x1b873593);
  hash = (hash << 13) | (hash >>> 19);
  hash = ((Math.imul(hash, 5) + 0xe6546b64) ^ 4) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  // The smallest 32-bit integer has no positive counterpart.
  return hash === -2_147_483_648 ? 0 : Math.abs(hash);
}
