import { beforeEach, expect, test } from 'vitest';
import { setLanguage } from '../../../renderer/messages/messages.ts';
import { countedFrom, newestRow } from '../../../renderer/pages/pipelines/newest-row.ts';
import { watermarkLesson } from '../../../renderer/pages/pipelines/watermark-lesson.ts';
import type { NodeStatus } from '../../../renderer/state/contract-types.ts';

beforeEach(() => setLanguage('en'));

const AT = new Date(2026, 0, 1, 0, 0, 10).getTime();

const node = (id: string, rest: Partial<NodeStatus>): NodeStatus =>
  ({ id, role: 'operator', type: 'window', inputs: [], late: 0, watermark: null, ...rest }) as NodeStatus;

const from = (...ids: readonly string[]) => ({ inputs: ids.map((id) => ({ node: id, output: 'main' as const })) });

const source = (id: string, newest: number, outOfOrdernessMs: number) =>
  node(id, { role: 'source', watermark: newest - outOfOrdernessMs - 1, outOfOrdernessMs });

test('the newest row is that of any source before a node, by the watermark of that source', () => {
  const nodes = [source('a', AT, 3000), source('b', AT + 5, 0), source('c', AT + 99, 0), node('u', from('a', 'b'))];
  const sum = node('sum', from('u'));
  expect([newestRow(sum, [...nodes, sum]), newestRow(node('x', {}), nodes)]).toEqual([AT + 5, null]);
});

test('the age of a watermark is counted from now, and from the newest row where rows are not of now', () => {
  const sum = node('sum', from('a'));
  const nodes = [source('a', AT, 3000), sum];
  expect([countedFrom(sum, nodes, AT + 2000), countedFrom(sum, nodes, AT + 86_400_000)]).toEqual([AT + 2000, AT]);
  // A source that has ended has no newest row that could be told.
  expect(countedFrom(sum, [source('a', Infinity, 0), sum], AT)).toBe(AT);
});

test('a watermark explains itself by its own numbers: how far it is, and for whom it waits', () => {
  const patient = node('p', { ...from('a'), watermark: AT - 3001 });
  const hasty = node('h', { ...from('b'), watermark: AT - 1, late: 1234 });
  const nodes = [source('a', AT, 3000), source('b', AT, 0), patient, hasty];
  expect([watermarkLesson(patient, nodes), watermarkLesson(hasty, nodes), watermarkLesson(node('x', {}), [])]).toEqual([
    [
      'The newest row is of 00:00:10.000. The watermark is at 00:00:06.999: it says that no row from before that is still expected. It stays 3.0 s behind the newest row, to wait for rows that come out of order.',
      'A window gives its result when the watermark comes to its end.',
    ],
    [
      'The newest row is of 00:00:10.000. The watermark is at 00:00:09.999: it says that no row from before that is still expected. It follows the newest row at once and waits for nobody.',
      'A window gives its result when the watermark comes to its end.',
    ],
    [],
  ]);
});
