import { deepEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { LABEL_HEIGHT, labelPlaces, type LabelRoom } from '../../../renderer/charts/limit-places.ts';

const ROOM: LabelRoom = { left: 52, right: 352, top: 8, bottom: 108 };
const at = (...labels: readonly (readonly [y: number, width: number])[]) =>
  labelPlaces(
    labels.map(([y, width]) => ({ y, width })),
    ROOM,
  ).map(({ right, middle }) => [right, middle]);

test('a label stands at the right above its line, and below it where there is no room above', () => {
  deepEqual(at([60, 50]), [[352, 52]]);
  deepEqual(at([12, 50]), [[352, 20]]);
});

test('of two lines that are near, the lower one has its label below', () => {
  deepEqual(at([50, 50], [56, 50]), [
    [352, 42],
    [352, 64],
  ]);
});

test('a third one has its label further left, and two at one place stand on both sides of it', () => {
  deepEqual(at([50, 50], [53, 40], [56, 50]), [
    [352, 42],
    [352, 61],
    [292, 64],
  ]);
  deepEqual(at([50, 50], [50, 60]), [
    [352, 42],
    [352, 58],
  ]);
});

test('however the lines lie, up to four labels never write over one another', () => {
  const label = fc.record({ y: fc.integer({ min: 8, max: 108 }), width: fc.integer({ min: 20, max: 65 }) });
  fc.assert(
    fc.property(fc.array(label, { maxLength: 4 }), (labels) => {
      labels.sort((left, right) => left.y - right.y);
      const places = labelPlaces(labels, ROOM);
      places.forEach((place, index) => {
        const { width } = labels[index]!;
        ok(ROOM.left <= place.right - width && place.right <= ROOM.right);
        places.slice(0, index).forEach((other, before) => {
          const isBeside = place.right <= other.right - labels[before]!.width || other.right <= place.right - width;
          ok(isBeside || LABEL_HEIGHT <= Math.abs(place.middle - other.middle));
        });
      });
    }),
  );
});
