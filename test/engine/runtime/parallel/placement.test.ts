import { expect, test } from 'vitest';
import { readDocument } from '../../../../engine/document/index.ts';
import { formatProblem } from '../../../../engine/document/problem.ts';
import { dealName, outputName, placementOf } from '../../../../engine/runtime/parallel/placement.ts';

const HEAD = `version: 1
name: t
settings: { parallelism: 2 }
sources:
  in: { type: generator, event_time: { column: ts }, columns: { ts: { time: { start: 2026-01-01T00:00:00Z, step: 1s } }, host: { choice: [a, b] }, cpu: { choice: [x, y] }, n: { sequence: {} } } }
`;
const SIZE = 'window: { type: tumbling, size: 10s }, aggregate: { n: count(*) }';

/** What of the `operators`, and of a sink that reads `read`, is parallel, what is dealt to it and what is gathered from it. */
function placed(operators: readonly string[], read: readonly string[]): Record<string, readonly string[]> {
  const text = `${HEAD}operators:\n${operators.map((each) => `  ${each}\n`).join('')}sinks: { ${read.map((id, i) => `out${i}: { type: discard, inputs: [${id}] }`).join(', ')} }\n`;
  const document = readDocument(text, { file: 't', baseFolder: '/', environment: {} });
  if (!('plan' in document)) throw new Error(document.problems.map(formatProblem).join('\n'));
  const { parallel, deals, gathers } = placementOf(document.plan);
  return { parallel: [...parallel], deals: deals.map(dealName), gathers: gathers.map(outputName) };
}

const WINDOW = `w: { type: window, inputs: [in], key: [host], ${SIZE} }`;

test.each([
  [
    'a window with a key',
    [WINDOW],
    ['w', 'w.late'],
    { parallel: ['w'], deals: ['in.main by 1'], gathers: ['w.main', 'w.late'] },
  ],
  ['a window without a key, in none', [`w: { type: window, inputs: [in], ${SIZE} }`], ['w'], { parallel: [] }],
  [
    'what needs no key, only behind what has one',
    [
      'f: { type: filter, inputs: [in], where: n > 1 }',
      WINDOW.replace('[in]', '[f]'),
      'g: { type: filter, inputs: [w], where: n > 1 }',
    ],
    ['g'],
    { parallel: ['w', 'g'], deals: ['f.main by 1'], gathers: ['g.main'] },
  ],
  [
    'an operator of the same key, in the same subtask',
    [
      WINDOW,
      's: { type: select, inputs: [w], columns: { m: n, h: host } }',
      'd: { type: deduplicate, inputs: [s], key: [h], keep: first }',
    ],
    ['d'],
    { parallel: ['w', 's', 'd'], deals: ['in.main by 1'], gathers: ['d.main'] },
  ],
  [
    'an operator of another key, dealt anew',
    [
      `w: { type: window, inputs: [in], key: [host, cpu], ${SIZE} }`,
      `v: { type: window, inputs: [w], key: [cpu], ${SIZE} }`,
    ],
    ['v'],
    { parallel: ['w', 'v'], deals: ['in.main by 1,2', 'w.main by 1'], gathers: ['w.main', 'v.main'] },
  ],
  [
    'a join of rows with their own windows, all together',
    [WINDOW, 'j: { type: interval_join, inputs: [in, w], on: [[host, host]], between: [0s, 10s] }'],
    ['j'],
    { parallel: ['w', 'j'], deals: ['in.main by 1'], gathers: ['j.main'] },
  ],
  [
    'ways that part by different keys and meet again, in none',
    [
      WINDOW,
      `v: { type: window, inputs: [in], key: [cpu], ${SIZE} }`,
      'j: { type: interval_join, inputs: [v, w], on: [[n, n]], between: [0s, 10s] }',
    ],
    ['j'],
    { parallel: [] },
  ],
  [
    'ways that part and meet again in one that is not parallel, in none',
    [
      'l: { type: lag, inputs: [in], key: [host], columns: { m: "lag(n)" } }',
      's: { type: select, inputs: [l], columns: { n: n } }',
      't: { type: select, inputs: [in], columns: { n: n } }',
      'u: { type: union, inputs: [s, t] }',
    ],
    ['u'],
    { parallel: [] },
  ],
  [
    'results and late rows that meet again behind it, in none',
    [
      WINDOW,
      's: { type: select, inputs: [w], columns: { n: n } }',
      `v: { type: window, inputs: [w.late], ${SIZE} }`,
      't: { type: select, inputs: [v], columns: { n: n } }',
      'u: { type: union, inputs: [s, t] }',
    ],
    ['u'],
    { parallel: [] },
  ],
] as const)('in the keyed subtasks runs %s', (_what, operators, read, expected) => {
  expect(placed(operators, read)).toMatchObject(expected);
});
