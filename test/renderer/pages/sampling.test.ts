import { expect, test } from 'vitest';
import { documentOutline } from '../../../engine/index.ts';
import { intervalOf } from '../../../renderer/pages/settings/sampling.ts';

const found = (source: string): unknown => intervalOf(documentOutline(`sources:\n  in: ${source}\n`));

test('the interval is that of the first source of sensors, as one of the choices where it is one', () => {
  expect(found('{ type: system, interval: 200ms }')).toEqual({ source: 'in', interval: '200ms' });
  expect(found('{ type: system, interval: 1m }')).toEqual({ source: 'in', interval: '60s' });
  expect(found('{ type: system, interval: 3s }')).toEqual({ source: 'in', interval: '3s' });
  expect(found('{ type: system }')).toEqual({ source: 'in', interval: '1s' });
  expect(found('{ type: file, path: x }')).toBe(null);
});
