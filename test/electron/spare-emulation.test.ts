import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { spareEmulation } from '../../electron/spare-emulation.ts';

/** The switches that are set on a machine with these devices, where these were asked for. */
function switchesOn(
  platform: NodeJS.Platform,
  devices: readonly string[],
  asked: readonly string[] = [],
): readonly string[] {
  const set: string[] = [];
  spareEmulation(platform, (path) => devices.includes(path), {
    hasSwitch: (name) => asked.includes(name),
    appendSwitch: (name) => void set.push(name),
  });
  return set;
}

test('a Linux without a graphics card is spared the one made of software', () => {
  deepEqual(switchesOn('linux', []), ['disable-gpu', 'disable-software-rasterizer']);
});

test.for(['/dev/dri', '/dev/nvidiactl', '/dev/dxg'])('a graphics card at %s is used as before', (device) => {
  deepEqual(switchesOn('linux', [device]), []);
});

test.for(['darwin', 'win32'] as const)('%s is asked nothing of the kind', (platform) => {
  deepEqual(switchesOn(platform, []), []);
});

test('who asked for a way of drawing has it', () => {
  deepEqual(switchesOn('linux', [], ['use-gl']), []);
  deepEqual(switchesOn('linux', [], ['ignore-gpu-blocklist']), []);
});
