import { expect, test, vi } from 'vitest';
import { isAlive, isThisProcess, thisWriter } from '../../../engine/recordings/writer.ts';

const NOBODY = 2 ** 22 + 1;

test('a writer lives as long as its process, and a later one with its number is another', () => {
  const self = thisWriter();
  const writers = [
    self,
    { ...self, mark: null },
    { ...self, mark: 'of another start' },
    { ...self, pid: NOBODY, mark: null },
    { ...self, pid: process.ppid, mark: null },
  ];
  expect(writers.map((writer) => [isAlive(writer), isThisProcess(writer)])).toEqual([
    [true, true],
    [true, true],
    // Where the system does not tell processes apart, the number is all there is.
    [self.mark === null, self.mark === null],
    [false, false],
    [true, false],
  ]);
});

test('a writer of another user, who may not be asked, is there', () => {
  const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
    throw Object.assign(new Error('not yours'), { code: 'EPERM' });
  });
  const isThere = isAlive({ ...thisWriter(), pid: NOBODY, mark: null });
  kill.mockRestore();
  expect(isThere).toBe(true);
});
