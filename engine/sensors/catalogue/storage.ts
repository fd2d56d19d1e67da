import type { MetricDescription } from '../sensor.ts';
import { AMOUNT, SHARE } from './ranges.ts';

const DISKSTATS = '/proc/diskstats';
const STATFS = '/proc/self/mountinfo, statfs of each mount';

/** What is told of disks, on every platform that can. */
export const DISK_METRICS: readonly MetricDescription[] = [
  {
    metric: 'system.disk.io.read',
    unit: 'By/s',
    meaning: 'bytes read from each whole disk per second',
    source: DISKSTATS,
    method: 'increase of sectors read × 512 ÷ time',
    range: AMOUNT,
  },
  {
    metric: 'system.disk.io.write',
    unit: 'By/s',
    meaning: 'bytes written to each whole disk per second',
    source: DISKSTATS,
    method: 'increase of sectors written × 512 ÷ time',
    range: AMOUNT,
  },
  {
    metric: 'system.disk.operations.read',
    unit: '{operation}/s',
    meaning: 'reads completed per second',
    source: DISKSTATS,
    method: 'increase of reads completed ÷ time',
    range: AMOUNT,
  },
  {
    metric: 'system.disk.operations.write',
    unit: '{operation}/s',
    meaning: 'writes completed per second',
    source: DISKSTATS,
    method: 'increase of writes completed ÷ time',
    range: AMOUNT,
  },
  {
    metric: 'system.disk.io_time',
    unit: '1',
    meaning: 'share of time with at least one request under way',
    source: DISKSTATS,
    method: 'increase of ms spent doing I/O ÷ time in ms, at most 1',
    range: SHARE,
  },
];

/** How long requests to a disk take and wait. */
export const DISK_QUEUE_METRICS: readonly MetricDescription[] = [
  ...(['read', 'write'] as const).map((direction) => ({
    metric: `system.disk.latency.${direction}`,
    unit: 's',
    meaning: `mean time that a ${direction} took, waiting included; no row while there was none`,
    source: DISKSTATS,
    method: `increase of ms spent on ${direction}s ÷ increase of ${direction}s completed`,
    range: AMOUNT,
  })),
  {
    metric: 'system.disk.queue',
    unit: '{operation}',
    meaning: 'requests under way or waiting, on average',
    source: DISKSTATS,
    method: 'increase of weighted ms of I/O ÷ time in ms',
    range: AMOUNT,
  },
];

/** What is told of file systems, on every platform. */
export const FILESYSTEM_METRICS: readonly MetricDescription[] = [
  {
    metric: 'system.filesystem.utilization',
    unit: '1',
    meaning: 'share in use of what this user could use, what `df` prints, by mount point',
    source: STATFS,
    method: 'used / (used + available)',
    range: SHARE,
  },
  {
    metric: 'system.filesystem.usage',
    unit: 'By',
    meaning: 'bytes in use at each mount point',
    source: STATFS,
    method: '(blocks − bfree) × bsize',
    range: AMOUNT,
  },
  {
    metric: 'system.filesystem.limit',
    unit: 'By',
    meaning: 'size of the file system at each mount point',
    source: STATFS,
    method: 'blocks × bsize',
    range: AMOUNT,
  },
];

/** Inodes: what a file system can run out of before its bytes. */
export const INODE_METRICS: readonly MetricDescription[] = [
  {
    metric: 'system.filesystem.inodes.utilization',
    unit: '1',
    meaning: 'share of the inodes in use at each mount point; no row where they are not limited',
    source: STATFS,
    method: '(files − ffree) / files',
    range: SHARE,
  },
  {
    metric: 'system.filesystem.inodes.usage',
    unit: '{inode}',
    meaning: 'inodes in use at each mount point: files, folders and links',
    source: STATFS,
    method: 'files − ffree',
    range: AMOUNT,
  },
  {
    metric: 'system.filesystem.inodes.limit',
    unit: '{inode}',
    meaning: 'inodes that the file system at each mount point can have',
    source: STATFS,
    method: 'files',
    range: AMOUNT,
  },
];
