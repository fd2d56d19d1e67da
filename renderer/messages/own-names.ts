import { language } from './messages.ts';
import { metricTitles } from './phrases/metric-titles.ts';
import { metricNames } from './phrases/metrics.ts';
import { ownNames, seriesNames } from './phrases/names.ts';

/**
 * A name that the app itself gave, in the page's language: of the charts, pipelines and recordings that it brings along, of sensors and of
 * what they tell apart. A name that a person has written stays as it was written.
 */
export function ownName(name: string): string {
  return language() !== 'en' && Object.hasOwn(chinese, name) ? chinese[name]! : name;
}

/** A metric as the title of a chart; one that the sensors do not have, or a column of a file, by its own name. */
export function metricTitle(metric: string): string {
  return language() === 'en' && Object.hasOwn(metricTitles, metric) ? metricTitles[metric]! : ownName(metric);
}

/** The label of a series, word by word: of `sda read`, `read` is ours. */
export function seriesName(label: string): string {
  return language() === 'en' ? label : label.split(' ').map(seriesWord).join(' ');
}

function seriesWord(word: string): string {
  return Object.hasOwn(seriesNames, word) ? seriesNames[word]! : word;
}

const chinese: Readonly<Record<string, string>> = { ...metricNames, ...ownNames };
