import { expect, test } from 'vitest';
import { humanQuantity } from '../../../engine/cli/sensor-units.ts';

test.each([
  [0.0004567, 's', '456.7 µs'],
  [0.0123, 's', '12.3 ms'],
  [0, 's', '0.0 s'],
  [9, 's', '9.0 s'],
  [14_400, 's', '4.0 h'],
  [90, 's', '90.0 s'],
  [2.4e9, 'Hz', '2.4 GHz'],
  [0, 'Hz', '0 Hz'],
  [8e8, 'Hz', '800.0 MHz'],
  [1.016, 'V', '1.02 V'],
  [-9.175, 'W', '-9.18 W'],
  [25, '{switch}/s', '25 switches/s'],
  [3, '{process}', '3 processes'],
  [0.5, '1', '50.0 %'],
  [1023.96, 'By/s', '1.0 kB/s'],
])('%d of %s is %s', (value, unit, text) => {
  const quantity = humanQuantity(value, unit);
  expect(`${quantity.text} ${quantity.unit}`).toBe(text);
});
