/** What a dot means; the word beside it says the same. */
export type Tone = 'good' | 'warning' | 'critical' | 'quiet';
