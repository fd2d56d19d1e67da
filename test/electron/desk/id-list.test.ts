import { deepEqual, equal } from 'node:assert/strict';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { IdList } from '../../../electron/desk/id-list.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const open = (file: string, troubles: unknown[] = []): IdList => new IdList(file, (error) => void troubles.push(error));

test('ids are known until they are removed, however the app ends, and each is written once', () => {
  const file = join(temporaryFolder(), 'ids.json');
  const list = open(file);
  list.add('a');
  list.add('b');
  const written = statSync(file).ino;
  list.add('a');
  list.remove('c');
  deepEqual([open(file).ids, statSync(file).ino], [['a', 'b'], written]);
  list.remove('a');
  deepEqual(open(file).ids, ['b']);
});

test('of a file that was damaged there are no ids but its texts, and that none can be written is told', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'ids.json');
  const known = (text: string): readonly string[] => (writeFileSync(file, text), open(file).ids);
  deepEqual([known('{'), known('7'), known('["a", 1, null]')], [[], [], ['a']]);
  mkdirSync(join(folder, 'taken'));
  const troubles: unknown[] = [];
  const list = open(join(folder, 'taken'), troubles);
  list.add('a');
  equal(troubles.length, 1);
  deepEqual(list.ids, ['a']);
});
