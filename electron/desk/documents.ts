import { chartsOf, formatProblem, readDocument, systemClock, type Plan, type ReadResult } from '../../engine/index.ts';
import { READINGS_SINK } from '../alerts/rule-document.ts';
import type { ChartDescription } from '../ipc/contract.ts';
import type { EditDeskParts } from './edit-desk.ts';
import type { PipelineDeskParts } from './pipeline-desk.ts';
import type { CheckedDocument } from './pipeline-documents.ts';

/** How documents of the app are read: relative paths in them start at `dataFolder`. */
export function documents(
  dataFolder: string,
  environment: NodeJS.ProcessEnv,
): Omit<PipelineDeskParts, 'engine' | 'running'> & Pick<EditDeskParts, 'read' | 'readUnfilled'> {
  const readWith = (text: string, file: string, values: NodeJS.ProcessEnv): ReadResult =>
    readDocument(text, { file, baseFolder: dataFolder, environment: values });
  return {
    read: (text, file) => readWith(text, file, environment),
    readUnfilled: (text, file) => readWith(text, file, UNFILLED),
    check(text, file): CheckedDocument {
      const read = readWith(text, file, environment);
      return 'plan' in read ? read : { problems: read.problems.map(formatProblem) };
    },
    chartsOf: (id, plan) => chartsOfPipeline(id, plan),
    now: () => systemClock.now(),
  };
}

/** `${NAME}` stays as it stands: what the environment holds may be secret, and no export says it. */
const UNFILLED = new Proxy<NodeJS.ProcessEnv>(
  {},
  {
    get: (_, name) => `\${${String(name)}}`,
    getOwnPropertyDescriptor: (_, name) => ({
      value: `\${${String(name)}}`,
      enumerable: true,
      configurable: true,
    }),
  },
);

/** The charts of pipeline `id`, as frames and the page call them. */
function chartsOfPipeline(id: string, plan: Plan): ChartDescription[] {
  // What an alert follows is told on the page of alerts.
  const shown = chartsOf(plan).filter((chart) => chart.id !== READINGS_SINK);
  return shown.map((chart) => ({ ...chart, id: `${id}/${chart.id}`, pipeline: id }));
}
