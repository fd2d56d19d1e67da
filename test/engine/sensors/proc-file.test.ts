import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ProcFile } from '../../../engine/sensors/proc-file.ts';
import { machine } from './support/machine.ts';

test('a file is read whole each time, however it grows and shrinks, and after it came back', () => {
  const computer = machine();
  const file = new ProcFile(join(computer.root, 'proc/x'));
  const lengths = [file.read()?.length];
  for (const text of ['abc', 'a'.repeat(100_000), '']) {
    computer.write('proc/x', text);
    lengths.push(file.read()?.length);
  }
  file.close();
  computer.remove('proc/x');
  lengths.push(file.read()?.length);
  expect(lengths).toEqual([undefined, 3, 100_000, 0, undefined]);
});

test('a file that may not be read is a fault that names it', () => {
  const computer = machine();
  computer.write('proc/x/y', '');
  expect(() => new ProcFile(join(computer.root, 'proc/x')).read()).toThrow(
    `cannot read ${computer.root}/proc/x (it is a folder)`,
  );
});

test.skipIf(process.getuid?.() === 0)('a file without permission is a fault too', () => {
  const computer = machine();
  computer.write('proc/x', '');
  chmodSync(join(computer.root, 'proc/x'), 0);
  expect(() => new ProcFile(join(computer.root, 'proc/x')).read()).toThrow('permission denied');
});
