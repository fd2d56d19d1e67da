import { chartsOf, formatProblem, readDocument, systemClock, type Plan } from '../../engine/index.ts';
import type { ChartDescription } from '../ipc/contract.ts';
import type { CheckedDocument, PipelineDeskParts } from './pipeline-desk.ts';

/** How documents of the app are read: relative paths in them start at `dataFolder`. */
export function documents(
  dataFolder: string,
  environment: NodeJS.ProcessEnv,
): Omit<PipelineDeskParts, 'engine' | 'running'> {
  return {
    check(text, file): CheckedDocument {
      const read = readDocument(text, { file, baseFolder: dataFolder, environment });
      return 'plan' in read ? read : { problems: read.problems.map(formatProblem) };
    },
    chartsOf: (id, plan) => chartsOfPipeline(id, plan),
    now: () => systemClock.now(),
  };
}

/** The charts of pipeline `id`, as frames and the page call them. */
function chartsOfPipeline(id: string, plan: Plan): ChartDescription[] {
  return chartsOf(plan).map((chart) => ({ ...chart, id: `${id}/${chart.id}`, pipeline: id }));
}
