import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { spareGraphics } from '../../electron/spare-graphics.ts';

test('GTK is asked to leave the graphics driver alone, unless a person has asked it for something else', () => {
  const [fresh, set]: Record<string, string | undefined>[] = [{}, { GDK_GL: 'always' }];
  spareGraphics(fresh!);
  spareGraphics(set!);
  deepEqual([fresh, set], [{ GDK_GL: 'disable' }, { GDK_GL: 'always' }]);
});
