import fc from 'fast-check';
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { editDocument, readDocument } from '../../../engine/index.ts';
import { ALERT_METRICS } from '../../../electron/alerts/metrics.ts';
import { parseRule } from '../../../electron/alerts/parse-rule.ts';
import { ruleDocument, ruleEdits, ruleOf } from '../../../electron/alerts/rule-document.ts';
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

const anyText = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9°%"'#:/\\ ]{0,20}$/),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);
const anyLevel = fc.oneof(
  fc.double({ min: -1e15, max: 1e15, minExcluded: true, maxExcluded: true, noNaN: true }),
  fc.integer({ min: -100, max: 100 }),
);

/** Whatever the form lets through. */
const anyRule: fc.Arbitrary<AlertRule> = fc
  .record(
    {
      name: anyText,
      metric: fc.constantFrom(...ALERT_METRICS.map(({ metric }) => metric)),
      entity: fc.option(anyText),
      comparison: fc.constantFrom('over', 'under'),
      level: anyLevel,
      clear: anyLevel,
      forSeconds: fc.oneof(fc.constantFrom(0, 1, 2), fc.integer({ min: 0, max: 1_000 })),
    },
    { noNullPrototype: true },
  )
  .map(ruleOrNull)
  .filter((rule) => rule !== null);

function ruleOrNull(written: unknown): AlertRule | null {
  try {
    return parseRule(written);
  } catch {
    return null;
  }
}

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

test('every rule becomes every other one in its document', () => {
  fc.assert(
    fc.property(anyRule, anyRule, (before, after) => {
      deepEqual(ruleOf(editDocument(ruleDocument(before), ruleEdits(after))), after);
    }),
    { numRuns: 60 },
  );
});

test('for no time, for a second and for two are three rules', () => {
  const read = [0, 1, 2].map((forSeconds) => ruleOf(ruleDocument({ ...rule, forSeconds }))?.forSeconds);
  deepEqual(read, [0, 1, 2]);
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
