import type { CommandLine } from 'electron';

/**
 * Where Linux puts graphics cards: those of the kernel's own drivers, NVIDIA's, Windows' below its Linux, and of boards with ARM.
 * Whatever a machine has besides, Chromium is left to find.
 */
const CARDS = ['/dev/dri', '/dev/nvidiactl', '/dev/dxg', '/dev/mali0', '/dev/kgsl-3d0', '/dev/pvrsrvkm'];

/** By these a person says how to draw. */
const ASKED = ['use-gl', 'use-angle', 'ignore-gpu-blocklist', 'enable-unsafe-swiftshader'];

/**
 * Has Chromium not look for a graphics card on a Linux that has none: it would load one made of software, 11 MB, which serves only pages
 * with scenes in three dimensions; this page is drawn without it either way. To be called before the app is ready. Where there may be a card,
 * or a person has asked for a way of drawing, nothing changes.
 */
export function spareEmulation(
  platform: NodeJS.Platform,
  exists: (path: string) => boolean,
  commandLine: Pick<CommandLine, 'appendSwitch' | 'hasSwitch'>,
): void {
  if (platform !== 'linux' || CARDS.some(exists) || ASKED.some((name) => commandLine.hasSwitch(name))) return;
  commandLine.appendSwitch('disable-gpu');
  commandLine.appendSwitch('disable-software-rasterizer');
}
