import { expect, test } from 'vitest';
import { lostBetween, savedNodes } from '../../../engine/checkpoints/definitions.ts';
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
