import fc from 'fast-check';
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { Agenda } from '../../../engine/state/agenda.ts';

interface Entry {
  readonly moment: number;
  readonly item: number;
}

// Mostly in order, as the times of rows are, or in none; null takes the earliest away.
const steps = fc.array(fc.option(fc.integer({ min: -3, max: 12 }), { freq: 3 }), { maxLength: 300 });

test('items come by their moments and, at one moment, as they were added, also after those that are there were saved and loaded', () => {
  fc.assert(
    fc.property(steps, fc.boolean(), fc.nat(300), (changes, isRising, savedAt) => {
      let agenda = new Agenda();
      let expected: readonly Entry[] = [];
      let moment = 0;
      changes.forEach((change, i) => {
        if (i === savedAt) agenda = reloaded(agenda, changes.length);
        if (change === null) {
          equal(agenda.take(), expected[0]?.item ?? -1);
          expected = expected.slice(1);
        } else {
          moment = isRising ? moment + change : change;
          agenda.add(moment, i);
          // A sort leaves what is equal in its order.
          expected = [...expected, { moment, item: i }].sort((a, b) => a.moment - b.moment);
        }
        deepEqual([agenda.length, agenda.earliest], [expected.length, expected[0]?.moment ?? Infinity]);
      });
      deepEqual(
        expected.map(() => agenda.take()),
        expected.map(({ item }) => item),
      );
    }),
  );
});

function reloaded(agenda: Agenda, items: number): Agenda {
  const loaded = new Agenda();
  // In the snapshot each is called by another name.
  loaded.load(
    agenda.save((item) => items - item),
    Int32Array.from({ length: items + 1 }, (_, name) => items - name),
  );
  return loaded;
}
