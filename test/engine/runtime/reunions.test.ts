import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { PlanInput } from '../../../engine/document/plan.ts';
import { nodesThatMeetAgain } from '../../../engine/runtime/reunions.ts';

const main = (node: string): PlanInput => ({ node, output: 'main' });

/** The nodes whose rows meet again in a plan of these nodes, each with its inputs; one without is a source. */
function meetingIn(nodes: Readonly<Record<string, readonly PlanInput[]>>): string[] {
  const planned = Object.entries(nodes).map(([id, inputs]) => ({
    id,
    inputs,
    role: inputs.length === 0 ? ('source' as const) : ('operator' as const),
  }));
  return [...nodesThatMeetAgain(planned)];
}

test('rows meet again where a node has two inputs from one source, near or far, also by late rows', () => {
  deepEqual(meetingIn({ s: [], a: [main('s')], b: [main('s')], c: [main('a')], union: [main('c'), main('b')] }), ['s']);
  deepEqual(meetingIn({ s: [], w: [main('s')], out: [main('w'), { node: 'w', output: 'late' }] }), ['s', 'w']);
  deepEqual(meetingIn({ s: [], t: [], a: [main('s'), main('t')], b: [main('a'), main('t')] }), ['t']);
});

test('rows that one operator gives at once meet again behind it', () => {
  deepEqual(meetingIn({ s: [], w: [main('s')], a: [main('w')], b: [main('w'), main('a')] }), ['s', 'w']);
});

test('ways that part for good, and two sources, are no meeting', () => {
  deepEqual(meetingIn({ s: [], a: [main('s')], b: [main('s')], x: [main('a')], y: [main('b')] }), []);
  deepEqual(meetingIn({ s: [], t: [], union: [main('s'), main('t')] }), []);
});
