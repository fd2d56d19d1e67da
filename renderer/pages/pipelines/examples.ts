/** The examples that the app brings along, the one that teaches most first. */
export const EXAMPLES = [
  'out-of-order',
  'thermal-guard',
  'disk-latency',
  'network-bursts',
  'process-hogs',
  'anomaly',
  'session-activity',
  'system-health',
] as const;
