import type { MetricDescription } from '../sensor.ts';

type Range = MetricDescription['range'];

/** A share of something, 0 to 1. */
export const SHARE: Range = [0, 1];

/** What can be any amount, but not less than nothing. */
export const AMOUNT: Range = [0, Infinity];
