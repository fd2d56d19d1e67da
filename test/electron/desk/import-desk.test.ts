import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { ImportDesk, type ImportDeskParts } from '../../../electron/desk/import-desk.ts';
import { Fault } from '../../../engine/index.ts';

/** A desk over a thread that takes in what is told to it, in its own time. */
function harness(chosen: readonly string[] = []) {
  const asked: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  let changes = 0;
  const desk = new ImportDesk({
    thread: {
      ask: ((name: string, file: string, library: string) => {
        asked.push(`${name} ${file} ${library}`);
        return new Promise<unknown>((resolve, reject) =>
          ends.set(file, (error) =>
            error === undefined ? resolve({ folder: `${library}/${file.slice(3)} 1`, leftOut: 2 }) : reject(error),
          ),
        );
      }) as ImportDeskParts['thread']['ask'],
    },
    library: () => '/library',
    choose: () => Promise.resolve(chosen),
    onImported: () => changes++,
  });
  /** Waits until the thread is asked for `file`, and answers. */
  const answer = async (file: string, error?: Error): Promise<void> => {
    while (!ends.has(file)) await new Promise(setImmediate);
    ends.get(file)!(error);
  };
  return { desk, asked, answer, changes: () => changes };
}

test('files are taken in one after the other, also those of two drops, and the list changes once for each', async () => {
  const { desk, asked, answer, changes } = harness();
  const first = desk.take(['/d/a', '/d/b']);
  const second = desk.take(['/d/c']);
  await answer('/d/a');
  await answer('/d/c');
  await answer('/d/b');
  const taken = (name: string) => ({ file: name, id: `${name} 1`, leftOut: 2, fault: null });
  deepEqual([await first, await second, changes()], [[taken('a'), taken('b')], [taken('c')], 2]);
  deepEqual(asked, ['takeIn /d/a /library', 'takeIn /d/c /library', 'takeIn /d/b /library']);
});

test('one that cannot be taken in says why, by its name without its path, and does not keep the others', async () => {
  const { desk, answer, changes } = harness();
  const taken = desk.take(['/d/a', '/d/b']);
  await answer('/d/a', new Fault('bad-request', '"a" is nothing that can be imported'));
  await answer('/d/b');
  deepEqual(await taken, [
    { file: 'a', id: null, leftOut: 0, fault: { code: 'bad-request', message: '"a" is nothing that can be imported' } },
    { file: 'b', id: 'b 1', leftOut: 2, fault: null },
  ]);
  deepEqual(changes(), 1);
});

test('where nothing was taken in the list is as it was', async () => {
  const { desk, answer, changes } = harness();
  const taken = desk.take(['/d/a']);
  await answer('/d/a', new Error('its thread has ended'));
  deepEqual([(await taken)[0]!.fault?.message, changes()], ['its thread has ended', 0]);
});

test('what a person chooses is taken in, and who gives the dialog up imports nothing', async () => {
  const { desk, answer } = harness(['/d/a']);
  const taken = desk.choose();
  await answer('/d/a');
  deepEqual(
    (await taken).map(({ id }) => id),
    ['a 1'],
  );
  const none = harness();
  deepEqual([await none.desk.choose(), none.asked, none.changes()], [[], [], 0]);
});
