import anomaly from './pipelines/anomaly.yaml?raw';
import diskLatency from './pipelines/disk-latency.yaml?raw';
import networkBursts from './pipelines/network-bursts.yaml?raw';
import outOfOrder from './pipelines/out-of-order.yaml?raw';
import processHogs from './pipelines/process-hogs.yaml?raw';
import sessionActivity from './pipelines/session-activity.yaml?raw';
import systemHealth from './pipelines/system-health.yaml?raw';
import thermalGuard from './pipelines/thermal-guard.yaml?raw';

/** The example pipelines that the app brings along: their documents by their ids. */
export const examples: Readonly<Record<string, string>> = {
  'system-health': systemHealth,
  'out-of-order': outOfOrder,
  'thermal-guard': thermalGuard,
  'disk-latency': diskLatency,
  'network-bursts': networkBursts,
  'process-hogs': processHogs,
  anomaly,
  'session-activity': sessionActivity,
};
