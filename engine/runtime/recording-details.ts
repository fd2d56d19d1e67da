import type { Plan, PlanNode } from '../document/plan.ts';
import type { FileSinkContext } from '../sinks/file.ts';
import type { Lateness } from '../sinks/file/time-column.ts';
import type { SubtaskStart } from './protocol.ts';

/** What the recording of a file sink is to say of itself, and how many rows may wait for it. */
export function recordingDetails(
  node: PlanNode,
  { plan, documentText }: SubtaskStart,
): Pick<FileSinkContext, 'recordingName' | 'documentText' | 'rowsMax' | 'eventTime'> {
  return {
    recordingName: `${plan.name}: ${node.id}`,
    documentText,
    rowsMax: plan.settings.buffer.capacity,
    eventTime: latenessOf(node, plan),
  };
}

/** The lateness that the rows which reach `node` may have: that of the latest of the sources behind it; null without event time. */
function latenessOf(node: PlanNode, plan: Plan): Lateness | null {
  if (node.role === 'source') return node.source.eventTime;
  const inputs = node.inputs.map(({ node: id }) =>
    latenessOf(
      plan.nodes.find((each) => each.id === id)!,
      plan,
    ),
  );
  return inputs.reduce(
    (latest, each) => (each !== null && (latest?.outOfOrdernessMs ?? -1) < each.outOfOrdernessMs ? each : latest),
    null,
  );
}
