import { deepEqual } from 'node:assert/strict';
import { describe, test } from 'vitest';
import { problems, says } from './ask.ts';
import { planOf } from '../random/real-engine.ts';

// Section 1 of the contract, sentence by sentence: what a document is, and what is said of one that is none.
const SOURCE = 'sources: { in: { type: system } }\n';
const HEAD = 'version: 1\nname: a\n';
const SINK = 'sinks: { out: { type: console, inputs: [in] } }\n';

/** The problems of a document that has `lines` in place of its operators, after three lines. */
const withOperators = (lines: string): string =>
  problems(`${HEAD}${SOURCE}${lines}\nsinks: { out: { type: discard, inputs: [op] } }\n`).join(' / ');
const withSettings = (settings: string): string =>
  problems(`${HEAD}${SOURCE}${SINK}settings: ${settings}\n`).join(' / ');
const filter = (where: string): string =>
  withOperators(`operators: { op: { type: filter, inputs: [in], where: ${where} } }`);

describe('a document', () => {
  says(
    'is one YAML 1.2 file, and JSON is YAML',
    {
      [`${HEAD}${SOURCE}${SINK}`]: '',
      [JSON.stringify({
        ...{ version: 1, name: 'a', sources: { in: { type: 'system' } } },
        sinks: { out: { type: 'console', inputs: ['in'] } },
      })]: '',
      [`${HEAD}${SOURCE}${SINK}---\n`]:
        'd:5:1: a second document begins here, write each pipeline in a file of its own',
      '': 'd:1:1: the document is empty, it needs at least version, name, sources and sinks',
    },
    (text) => problems(text).join(' / '),
  );
  says(
    'has ids that match [a-z0-9][a-z0-9-]{0,63}',
    {
      a: '',
      '0': '',
      'a-b-0': '',
      [`a${'b'.repeat(63)}`]: '',
      [`a${'b'.repeat(64)}`]: 'no id',
      A: 'no id',
      a_b: 'no id',
      '-a': 'no id',
      'a.b': 'no id',
      é: 'no id',
    },
    (id) => {
      const told = problems(
        `${HEAD}sources: { "${id}": { type: system } }\nsinks: { out: { type: console, inputs: ["${id}"] } }\n`,
      );
      return told.some((each) => each.includes('is no id')) ? 'no id' : told.join();
    },
  );
  says(
    'has durations of one number and a unit; a bare number is an error',
    {
      '{ batch: { timeout: 250ms } }': '',
      '{ batch: { timeout: 2m } }': '',
      '{ batch: { timeout: 2h } }': '',
      '{ batch: { timeout: 1d } }': '',
      '{ batch: { timeout: 10 } }': 'd:5:31: settings.batch.timeout: a bare number is an error, write 10s, 10ms or 10m',
      '{ batch: { timeout: "10" } }':
        'd:5:31: settings.batch.timeout: "10" is no duration, write a number and ms, s, m, h or d, such as 250ms or 10s',
      '{ batch: { timeout: 10 s } }': 'd:5:31: settings.batch.timeout: "10 s" is no duration, did you mean 10s?',
      '{ batch: { timeout: -1s } }': 'd:5:31: settings.batch.timeout: "-1s" is negative, write 0s or more',
      '{ parallelism: 0 }': 'd:5:26: settings.parallelism: 0 is out of bounds, write a number from 1 to 64',
      '{ parallelism: 64 }': '',
      '{ parallelism: 65 }': 'd:5:26: settings.parallelism: 65 is out of bounds, write a number from 1 to 64',
      '{ paralelism: 1 }': 'd:5:13: settings: unknown key "paralelism", did you mean "parallelism"?',
    },
    withSettings,
  );
  test('has settings with the defaults of the contract', () => {
    deepEqual(planOf(`${HEAD}${SOURCE}${SINK}`).settings, {
      parallelism: 1,
      batch: { size: 1000, timeoutMs: 20 },
      buffer: { capacity: 10_000 },
      checkpoint: { intervalMs: 10_000, timeoutMs: 60_000, retained: 3, mode: 'exactly_once' },
      restart: {
        strategy: 'exponential_delay',
        initialMs: 1000,
        maxMs: 60_000,
        multiplier: 1.5,
        jitter: 0.1,
        resetAfterMs: 3_600_000,
      },
    });
  });
  says(
    'has restart strategies with the defaults of the contract',
    {
      fixed_delay: { strategy: 'fixed_delay', attempts: 3, delayMs: 1000 },
      failure_rate: { strategy: 'failure_rate', failures: 3, perMs: 300_000, delayMs: 1000 },
      none: { strategy: 'none' },
    },
    (strategy) =>
      planOf(`${HEAD}${SOURCE}${SINK}settings: { restart: { strategy: ${strategy} } }\n`).settings.restart as Record<
        string,
        unknown
      >,
  );
});

describe('an error', () => {
  says(
    'names the line and column, what is wrong and what was probably meant: expressions',
    {
      'value >': 'd:4:62: operators.op.where: expected a value, found the end',
      'valeu > 1': 'd:4:55: operators.op.where: unknown column "valeu", did you mean "value"?',
      '1 < valeu': 'd:4:59: operators.op.where: unknown column "valeu", did you mean "value"?',
      '"1 < valeu"': 'd:4:60: operators.op.where: unknown column "valeu", did you mean "value"?',
      "'metric = ''a'' AND valeu > 1'": 'd:4:75: operators.op.where: unknown column "valeu", did you mean "value"?',
      value:
        'd:4:55: operators.op.where: the condition gives a double, write one that is TRUE or FALSE, such as value > 85',
      'metric > 1':
        'd:4:64: operators.op.where: the comparison mixes a string and a bigint, "1"; write CAST(1 AS STRING)',
    },
    filter,
  );
  says(
    'is told of all that is wrong, not of the first only: cycles, ids, keys, columns and types',
    {
      'operators: { op: { type: filter, inputs: [op], where: TRUE } }':
        'd:3:12: sources.in: nobody reads the source "in", name it in the inputs of a sink or operator / d:4:43: operators.op.inputs[0]: a cycle: op → op; rows would go round forever, take one of these inputs out',
      'operators: { op: { type: filter, inputs: [inn], where: TRUE, wher: 1 } }':
        'd:4:43: operators.op.inputs[0]: unknown input "inn", did you mean "in"? / d:4:62: operators.op: unknown key "wher", did you mean "where"?',
      'operators: { op: { type: filtre, inputs: [in], where: TRUE } }':
        'd:4:26: operators.op.type: unknown type "filtre", did you mean "filter"?',
      'operators: { op: { type: union, inputs: [in] } }':
        'd:3:12: sources.in: nobody reads the source "in", name it in the inputs of a sink or operator / d:4:41: operators.op.inputs: has 1 entry, write at least 2',
    },
    withOperators,
  );
});

describe('${NAME}', () => {
  const environment = { NAME: 'mill', EMPTY: '', RAW: 'a: b #', NUMBER: '5' };
  says(
    'takes a value from the environment; a missing one is an error',
    {
      '${NAME}': 'mill',
      'a${NAME}b${NUMBER}': 'amillb5',
      '"${RAW}"': 'a: b #',
      '${RAW}': 'a: b #',
      'x${EMPTY}': 'x',
      '$${NAME}': '${NAME}',
      $NAME: '$NAME',
      '"$$"': '$$',
      '${MISSING}':
        'd:2:7: name: the environment variable MISSING is not set, set it or write $${ for the characters ${',
    },
    (name) => {
      const text = `version: 1\nname: ${name}\n${SOURCE}${SINK}`;
      return problems(text, environment).join() || nameOf(text, environment);
    },
  );
});

function nameOf(text: string, environment: Readonly<Record<string, string>>): string {
  return planOf(text, '/', environment).name;
}
