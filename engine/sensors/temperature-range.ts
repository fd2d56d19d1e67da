/**
 * The degrees Celsius that a sensor gives, or null where no working sensor says so.
 *
 * What an unconnected or sleeping sensor says instead: exactly 0, exactly −1, −40 and less (an open thermistor), 150 and more.
 */
export function plausibleTemperature(celsius: number): number | null {
  if (!(-40 < celsius && celsius < 150)) return null;
  return celsius === 0 || celsius === -1 ? null : celsius;
}
