import type { Type } from '../../reference/value.ts';
import type { Random } from './random.ts';

/**
 * A column of a random stream. Sums of `tame` numbers are exact; `wild` ones go to the ends of what there is; of `rough` ones
 * the last digits are free, so nothing may be computed from them.
 */
export interface RandomColumn {
  readonly name: string;
  readonly type: Type;
  readonly nature: 'tame' | 'wild' | 'rough';
}

const WILD_WHOLE = ['9007199254740991', '-9007199254740991', '9007199254740990', '4503599627370497', '94906266'];
const BEYOND_WHOLE = [
  '9007199254740992',
  '-9007199254740993',
  '1e300',
  '12345678901234567890',
  '1.5',
  '9007199254740990.6',
  '1.00000000000000001',
];
const WILD_DOUBLE = [
  '-0.0',
  '0.1',
  '1e308',
  '-1.7976931348623157e308',
  '5e-324',
  '2.2250738585072014e-308',
  '9007199254740993',
  '-9007199254740992.0',
  '1E21',
  '123456789012345678901234567890',
  '1e-7',
  '0.000001',
  '1.005',
  '2.675',
  '1e999',
];
export const STRINGS = [
  '',
  'a',
  'b',
  'B',
  'ab',
  ' a ',
  'é',
  'ß',
  '😀',
  '😀a😀',
  '\uffff',
  '\u{10000}',
  '\ue000',
  'a%b_c',
  "it's",
  'a"b\\c',
  'true',
  '12',
  ' -7 ',
  '1e3',
  '1.5',
  'x12y',
  '2026-11-22T20:04:08.123Z',
  '1969-12-31',
  '\t',
  '\n',
  '\u2028',
  '\u0000',
  'İ',
  'ǆ',
];
const TIMES = [
  '0',
  '-1',
  '1795377848123',
  '"2026-11-22T20:04:08+01:00"',
  '"1969-12-31T23:59:59.999Z"',
  '"2024-02-29 12:00:00"',
  '8640000000000000',
  '-8640000000000000',
  '"0001-01-01T00:00:00Z"',
  '"9999-12-31T23:59:59.999Z"',
  '951782400000',
  '1.0e3',
];
const NO_TIMES = ['8640000000000001', '"yesterday"', '"2026-02-30"', '1.5', 'true', '"2026-01-01T25:00:00Z"'];

/** What cannot be read as a value of the type. */
const UNREADABLE: Readonly<Record<Type, readonly string[]>> = {
  bigint: [...BEYOND_WHOLE, '"1"', 'true'],
  double: ['"1"', 'true', '[1]', '{}'],
  boolean: ['1', '"true"'],
  string: ['1', 'false', '["a"]'],
  timestamp: NO_TIMES,
};

/** The JSON text of a value of `column`; now and then null, and of a wild column something that cannot be read. */
export function cellText(random: Random, { type, nature }: RandomColumn): string {
  if (random.chance(0.1)) return 'null';
  if (nature === 'wild' && random.chance(0.01)) return random.pick(UNREADABLE[type]);
  if (nature === 'wild' && random.chance(0.4)) return wildText(random, type);
  switch (type) {
    case 'bigint':
      return random.pick([String(random.integer(-9, 9)), String(random.integer(-9999, 9999)), '0', '-0', '1e2', '3.0']);
    case 'double':
      return tameDouble(random);
    default:
      return wildText(random, type);
  }
}

function wildText(random: Random, type: Type): string {
  switch (type) {
    case 'bigint':
      return random.pick(WILD_WHOLE);
    case 'double':
      return random.pick(WILD_DOUBLE);
    case 'boolean':
      return random.pick(['true', 'false']);
    case 'string':
      return JSON.stringify(random.pick(STRINGS));
    case 'timestamp':
      return random.pick(TIMES);
  }
}

/** A multiple of 1/8: such numbers add up without any rounding. */
function tameDouble(random: Random): string {
  return String(random.integer(-8000, 8000) / random.pick([1, 1, 2, 8]));
}
