import { expect, test } from 'vitest';
import { isNoise, lines } from '../../build/electron/noise.mjs';

test.each([
  '[12:1123/000603.379136:ERROR:bus.cc(399)] Failed to connect to the bus',
  '[12:1123/000603.645636:ERROR:viz_main_impl.cc(186)] Exiting GPU process due to errors during initialization',
  '[12:1123/000603.735750:ERROR:command_buffer_proxy_impl.cc(128)] ContextResult::kTransientFailure',
  'libva error: vaGetDriverNameByIndex() failed',
])('Chromium about the machine stays in the log: %s', (line) => {
  expect(isNoise(line)).toBe(true);
});

test.each([
  'something the app said',
  '[12:1123/000603.1:FATAL:electron_main_delegate.cc(294)] Running as root without --no-sandbox is not supported.',
  '[12:1123/000603.1:ERROR:network_service_instance_impl.cc(558)] Network service crashed',
  'Error: ENOENT: no such file or directory, bus.cc',
])('what concerns the person is shown: %s', (line) => {
  expect(isNoise(line)).toBe(false);
});

test('lines come whole, however the text was cut', () => {
  const seen: string[] = [];
  const reader = lines((line) => seen.push(line));
  for (const part of ['on', 'e\ntw', 'o\n\nthree']) reader.add(part);
  reader.end();
  expect(seen).toEqual(['one', 'two', '', 'three']);
});
