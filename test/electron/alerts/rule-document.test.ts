import fc from 'fast-check';
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { readDocument } from '../../../engine/index.ts';
import { ruleDocument, ruleOf } from '../../../electron/alerts/rule-document.ts';
import type { AlertRule } from '../../../electron/ipc/alerts.ts';

const rule: AlertRule = {
  name: 'CPU is hot',
  metric: 'hw.temperature',
  entity: "cpu's package",
  comparison: 'over',
  level: 85,
  clear: 70.5,
  forSeconds: 30,
};

const anyRule: fc.Arbitrary<AlertRule> = fc.record(
  {
    name: fc.stringMatching(/^[A-Za-z°%"'#: ]{0,20}[a-z]$/),
    metric: fc.constantFrom('hw.temperature', 'system.cpu.utilization'),
    entity: fc.option(fc.stringMatching(/^[a-z0-9 '"/\\:]{1,12}$/)),
    comparison: fc.constantFrom('over', 'under'),
    level: fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => Math.round(value * 100) / 100 + 0),
    clear: fc.integer({ min: -100, max: 100 }).map((value) => value + 0),
    forSeconds: fc.constantFrom(0, 2, 30, 600),
  },
  { noNullPrototype: true },
);

test('every rule is a document without fault, and that document is that rule', () => {
  fc.assert(
    fc.property(anyRule, (each) => {
      const text = ruleDocument(each);
      const read = readDocument(text, { file: 'a.yaml', baseFolder: '/', environment: {} });
      deepEqual('problems' in read ? read.problems : [], []);
      deepEqual(ruleOf(text), each);
    }),
    { numRuns: 60 },
  );
});

test('numbers and words may be changed by hand, comments too', () => {
  const text = ruleDocument(rule)
    .replace('value > 85', 'value > 90')
    .replace(/description: .*/, 'description: mine # yes');
  deepEqual(ruleOf(text), { ...rule, level: 90 });
});

test('a pipeline of another shape is no rule', () => {
  const text = ruleDocument(rule);
  const others = [
    '',
    '[',
    'version: 1',
    text.replace('interval: 1s', 'interval: 2s'),
    text.replace('within: 1d', 'within: 2d'),
  ];
  for (const other of others) equal(ruleOf(other), null, other);
});
