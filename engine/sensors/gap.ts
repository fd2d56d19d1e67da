/** The metric of a row that tells of a span without readings (contract, section 5): entity says why, value how many seconds. */
export const GAP = 'gap';

/** The entity of the gap that a failed sensor leaves. */
export function sensorFailed(what: string): string {
  return `sensor failed: ${what}`;
}

/** The entity of the first gap of a sensor that is read less often, because the program takes more than its budget. */
export function overBudget(sensor: string): string {
  return `over budget: ${sensor}`;
}
