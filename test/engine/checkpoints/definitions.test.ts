import { expect, test } from 'vitest';
import { lostBetween, matching, savedNodes } from '../../../engine/checkpoints/definitions.ts';
import type { LeftBehind } from '../../../engine/checkpoints/definitions.ts';
import type { CheckpointMetadata } from '../../../engine/checkpoints/metadata.ts';
import { readDocument } from '../../../engine/document/index.ts';

const TEXT = `
version: 1
name: t
sources:
  web: { type: http, url: "https://example.org/\${SECRET}", format: prometheus, headers: { authorization: "\${SECRET}" } }
sinks:
  post: { type: http, inputs: [web], url: "https://example.org", headers: { authorization: "\${SECRET}" } }
  tell: { type: kafka, inputs: [web], brokers: ["k:9092"], topic: t, tls: {}, sasl: { mechanism: plain, username: me, password: "\${SECRET}" } }
`;

function saved(secret: string): unknown {
  const read = readDocument(TEXT, { file: 't', baseFolder: '/', environment: { SECRET: secret } });
  if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
  return savedNodes(read.plan);
}

test('what a checkpoint keeps of nodes does not depend on secrets, so that nobody can try them out on it', () => {
  expect(saved('one')).toEqual(saved('another'));
});

function planOf(operators: string, sources = 'in: { type: system }'): Parameters<typeof lostBetween>[0] {
  const text = `{ version: 1, name: t, sources: { ${sources} }, operators: { ${operators} }, sinks: { end: { type: discard, inputs: [last] } } }`;
  const read = readDocument(text, { file: 't', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
  return read.plan;
}

const counted = (id: string, input: string, size = '10s'): string =>
  `${id}: { type: window, inputs: [${input}], window: { type: tumbling, size: ${size} }, aggregate: { ts: last(ts), metric: last(metric), value: avg(value) } }`;

test('what a changed document loses is what its nodes knew: open windows, not filters or sensors', () => {
  const kept = (where: string): string => `kept: { type: filter, inputs: [in], where: "${where}" }`;
  const before = planOf(`${kept('0 < value')}, ${counted('last', 'kept')}`);
  expect(lostBetween(before, planOf(`${kept('1 < value')}, ${counted('last', 'kept')}`))).toEqual({
    gone: [],
    changed: [],
  });
  expect(lostBetween(before, planOf(`${kept('0 < value')}, ${counted('last', 'kept', '20s')}`))).toEqual({
    gone: [],
    changed: ['last'],
  });
  expect(
    lostBetween(
      before,
      planOf('last: { type: filter, inputs: [other], where: "0 < value" }', 'other: { type: system }'),
    ),
  ).toEqual({
    gone: [],
    changed: ['last'],
  });
  expect(
    lostBetween(
      planOf(`${counted('mine', 'in')}, last: { type: select, inputs: [mine], columns: { value: value } }`),
      before,
    ),
  ).toEqual({
    gone: ['mine'],
    changed: [],
  });
});

/** The checkpoint that a run of `plan` would have left. */
function checkpointOf(plan: Parameters<typeof savedNodes>[0]): CheckpointMetadata {
  const taken = { id: 1, kind: 'checkpoint', takenAt: 1, durationMs: 2, bytes: 0, pipeline: 't' } as const;
  const states = { sources: { in: {} }, sinks: { end: [] } } as unknown as Pick<
    CheckpointMetadata,
    'sources' | 'sinks'
  >;
  return { ...taken, isFinished: false, nodes: savedNodes(plan), files: [], ...states };
}

test('state whose node is gone or has changed is refused by name, unless it may be left behind', () => {
  const [first, mine] = [counted('first', 'in'), counted('mine', 'first')];
  const before = checkpointOf(planOf(`${first}, ${mine}, ${counted('last', 'mine')}`));
  const without = planOf(`${first}, ${counted('last', 'first')}`);
  const changed = planOf(`${first}, ${mine}, ${counted('last', 'mine', '20s')}`);
  const left = (plan: typeof without, leaves: LeftBehind): unknown => {
    const { metadata, gone, changed } = matching(before, plan, leaves);
    return [gone, changed, metadata.nodes.map(({ id }) => id), Object.keys(metadata.sources)];
  };
  expect(() => left(without, 'nothing')).toThrow(
    'it holds the state of operator "mine", which the document no longer has; put them back',
  );
  expect(left(without, 'gone')).toEqual(['operator "mine"', '', ['in', 'first', 'last', 'end'], ['in']]);
  for (const leaves of ['nothing', 'gone'] as const)
    expect(() => left(changed, leaves)).toThrow('operator "last" changed since the checkpoint');
  expect(left(changed, 'gone and changed')).toEqual(['', 'operator "last"', ['in', 'first', 'mine', 'end'], ['in']]);
});
