import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runDocument } from '../../support/run-document.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { says, valueIn } from './ask.ts';

// Section 2 of the contract, sentence by sentence: values, and how they stand in NDJSON and CSV.
describe('NDJSON', () => {
  const read = (column: string, type: string) => (written: string) =>
    valueIn(`{"${column}":${written}}`)(`CAST(${column} AS ${type})`);
  const asItIs = (column: string) => (written: string) => valueIn(`{"${column}":${written}}`)(column);
  says(
    'a double is a number; NaN and infinities are read as null',
    {
      '1.5': '1.5',
      '-0': '0',
      '1e400': 'null',
      '1e-400': '0',
      '1E2': '100',
      '123456789012345678901234567890': '1.2345678901234568e+29',
      '5e-324': '5e-324',
      '"NaN"': 'rejected',
      '"Infinity"': 'rejected',
      '"-Infinity"': 'rejected',
      NaN: 'null',
      Infinity: 'null',
      '-Infinity': 'null',
      null: 'null',
      '"1"': 'rejected',
      true: 'rejected',
      '01': 'rejected',
      '+1': 'rejected',
      '.5': 'rejected',
      '1.': 'rejected',
      '0.1': '0.1',
      '9007199254740993': '9007199254740992',
      '1.7976931348623157e308': '1.7976931348623157e+308',
    },
    asItIs('d'),
  );
  says(
    'a bigint is exact to ±(2^53 − 1); beyond that the row is rejected, never rounded',
    {
      '9007199254740991': '9007199254740991',
      '-9007199254740991': '-9007199254740991',
      '9007199254740992': 'rejected',
      '-9007199254740992': 'rejected',
      '9007199254740993': 'rejected',
      '1e3': '1000',
      '1.0': '1',
      '1.5': 'rejected',
      '-0': '0',
      '1e30': 'rejected',
      '"5"': 'rejected',
      '9007199254740990.6': 'rejected',
      '1.00000000000000001': 'rejected',
      '1.00000000000000000': '1',
      '-100000000000000000e-17': '-1',
      '100000000000000001e-17': 'rejected',
      '1e-400': 'rejected',
      '0e-400': '0',
      '1E-1': 'rejected',
    },
    asItIs('n'),
  );
  says(
    'a string is Unicode text',
    {
      '""': '""',
      '"\\u0041\\n\\t\\"\\\\\\/"': '"A\\n\\t\\"\\\\/"',
      '"\\ud83d\\ude00"': '"\u{1f600}"',
      '"\\u0000\\u001f\\u007f"': '"\\u0000\\u001f\u007f"',
      '"\u2028"': '"\u2028"',
      '5': 'rejected',
      true: 'rejected',
      '{"a":1}': 'rejected',
      '"open': 'rejected',
      "'single'": 'rejected',
      '"\\x41"': 'rejected',
    },
    asItIs('s'),
  );
  says(
    'a boolean is true or false',
    { true: 'true', false: 'false', null: 'null', '"true"': 'rejected', '1': 'rejected', TRUE: 'rejected' },
    asItIs('b'),
  );
  says(
    'a timestamp is ISO 8601 with any offset, none means UTC, or a number of milliseconds; written in UTC with milliseconds',
    {
      '"2026-11-22T20:04:08Z"': '"2026-11-22T20:04:08.000Z"',
      '"2026-11-22T20:04:08.5Z"': '"2026-11-22T20:04:08.500Z"',
      '"2026-11-22T20:04:08.123456789Z"': '"2026-11-22T20:04:08.123Z"',
      '"2026-11-22T20:04:08"': '"2026-11-22T20:04:08.000Z"',
      '"2026-11-22T20:04"': '"2026-11-22T20:04:00.000Z"',
      '"2026-11-22 20:04:08+02:00"': '"2026-11-22T18:04:08.000Z"',
      '"2026-11-22T20:04:08-0530"': '"2026-11-23T01:34:08.000Z"',
      '"2026-11-22T20:04:08+14"': '"2026-11-22T06:04:08.000Z"',
      '"2026-11-22"': '"2026-11-22T00:00:00.000Z"',
      '"1969-12-31T23:59:59.999Z"': '"1969-12-31T23:59:59.999Z"',
      '"1969-12-31T23:59:59.9999Z"': '"1969-12-31T23:59:59.999Z"',
      '"0001-01-01T00:00:00Z"': '"0001-01-01T00:00:00.000Z"',
      '"2024-02-29T00:00:00Z"': '"2024-02-29T00:00:00.000Z"',
      '0': '"1970-01-01T00:00:00.000Z"',
      '-1': '"1969-12-31T23:59:59.999Z"',
      '1795377848123': '"2026-11-22T20:04:08.123Z"',
      '"2026-02-29T00:00:00Z"': 'rejected',
      '"2026-13-01"': 'rejected',
      '"2026-11-22T25:00:00Z"': 'rejected',
      '"2026-11-22T20:04:60Z"': 'rejected',
      '"1795377848123"': 'rejected',
      '"tomorrow"': 'rejected',
      '""': 'rejected',
      true: 'rejected',
      '1e300': 'rejected',
    },
    asItIs('ts'),
  );
  says(
    'every column may be null: a missing field is null, and what is not declared is passed over',
    {
      '{}': 'null|null',
      '{"n":null,"s":null}': 'null|null',
      '{"s":"a"}': '"a"|null',
      '{"x":{"s":[1,{"n":2}]},"n":3}': 'null|3',
      '{"n":1,"n":2}': 'null|2',
      ' {"n" : 1 , "s" : "b" } ': '"b"|1',
      '{"s\\u0000":1}': 'null|null',
      '{"\\u0073":"a"}': '"a"|null',
      '[]': 'rejected|rejected',
      '555': 'rejected|rejected',
      '{"n":1}x': 'rejected|rejected',
      '{"n":1,}': 'rejected|rejected',
      '{"n" 1}': 'rejected|rejected',
      '{"n":': 'rejected|rejected',
    },
    (line) => `${valueIn(line)('s')}|${valueIn(line)('n')}`,
  );
  says(
    'the same holds beside what is escaped or inside of strings',
    {
      '{"s":"\\n9007199254740990.6","n":1,"d":9007199254740990.6}': '"\\n9007199254740990.6"|1|9007199254740991',
      '{"s":"\\n9007199254740990.6","n":9007199254740990.6}': 'rejected|rejected|rejected',
      '{"x":[9007199254740990.6],"n":1,"s":"\\n"}': '"\\n"|1|null',
      '{"s":9007199254740990.6}': 'rejected|rejected|rejected',
    },
    (line) => ['s', 'n', 'd'].map(valueIn(line)).join('|'),
  );
  says('what was read is computed with', { '1.5': '"1.5"' }, read('d', 'STRING'));
});

/** What a CSV source of the columns a string, n bigint, d double, b boolean and t timestamp makes of `text`. */
async function csv(text: string, more = ''): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'in.csv'), text);
  const schema = 'a: string, n: bigint, d: double, b: boolean, t: timestamp';
  const { printed, nodes } = await runDocument(
    `version: 1
name: csv
sources: { in: { type: file, path: in.csv, format: csv, schema: { ${schema} }${more} } }
sinks: { out: { type: console, inputs: [in] } }
`,
    folder,
  );
  const rows = printed.split('\n').slice(0, -1);
  const rejected = nodes.get('in')!.rejected;
  return [
    ...rows.map((row) => JSON.stringify(Object.values(JSON.parse(row) as object)).slice(1, -1)),
    ...(rejected === 0 ? [] : [`rejected ${rejected}`]),
  ].join(' / ');
}

const CSV_ROWS: Readonly<Record<string, string>> = {
  'x,1,1.5,true,1970-01-01': '"x",1,1.5,true,"1970-01-01T00:00:00.000Z"',
  ',,,,': 'null,null,null,null,null',
  '"",1,1,true,0': '"",1,1,true,"1970-01-01T00:00:00.000Z"',
  '"a,b",,,,': '"a,b",null,null,null,null',
  '"a""b",,,,': '"a\\"b",null,null,null,null',
  '"a\nb",,,,': '"a\\nb",null,null,null,null',
  '"a\r\nb",,,,': '"a\\r\\nb",null,null,null,null',
  ' x ,1,1,true,0': '" x ",1,1,true,"1970-01-01T00:00:00.000Z"',
  'x,1.5,,,': 'rejected 1',
  'x,9007199254740990.6,,,': 'rejected 1',
  'x,,9007199254740990.6,,': '"x",null,9007199254740991,null,null',
  'x,9007199254740992,,,': 'rejected 1',
  'x,abc,,,': 'rejected 1',
  'x,,abc,,': 'rejected 1',
  'x,,,yes,': 'rejected 1',
  'x,,,,yesterday': 'rejected 1',
  'x,1,1,true': 'rejected 1',
  'x,1,1,true,0,extra': 'rejected 1',
  'null,,,,': '"null",null,null,null,null',
  'x,,NaN,,': '"x",null,null,null,null',
  'x,,Infinity,,': '"x",null,null,null,null',
  'x,,1e400,,': '"x",null,null,null,null',
  "it's,,,,": '"it\'s",null,null,null,null',
  'a"b,,,,': '"a\\"b",null,null,null,null',
  '"a"b,,,,': 'rejected 1',
  'x,,,,1795377848123': '"x",null,null,null,"2026-11-22T20:04:08.123Z"',
};

describe('CSV', () => {
  test.each(Object.entries(CSV_ROWS))('an empty unquoted field is null; quotes and types: %j', async (row, given) => {
    const header = 'a,n,d,b,t';
    expect([
      await csv(`${header}\n${row}\n`),
      await csv(`${header}\r\n${row}\r\n`),
      await csv(`${header}\n${row}`),
    ]).toEqual(Array.from({ length: 3 }, () => given));
  });

  test('columns are found by the header, in any order and with others between', async () => {
    expect(await csv('t,other,n,b,a,d\n0,?,7,false,x,2\n')).toBe('"x",7,2,false,"1970-01-01T00:00:00.000Z"');
  });

  test('without a header the schema gives their order; the delimiter may be another', async () => {
    const more = ', csv: { header: false, delimiter: ";" }';
    expect(await csv('x;1;2;true;0\n"a;b";;;;\n', more)).toBe(
      '"x",1,2,true,"1970-01-01T00:00:00.000Z" / "a;b",null,null,null,null',
    );
  });

  test('a byte order mark is no part of the first column’s name, and empty lines are no rows', async () => {
    expect(await csv('\uFEFFa,n,d,b,t\n\nx,1,2,true,0\n\n')).toBe('"x",1,2,true,"1970-01-01T00:00:00.000Z"');
  });
});
