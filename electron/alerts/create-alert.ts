import type { PipelineDesk } from '../desk/pipeline-desk.ts';
import type { Shelf } from '../desk/shelf.ts';
import type { AlertRule } from '../ipc/alerts.ts';
import { ruleDocument } from './rule-document.ts';

/** Makes `rule` a pipeline among the others, and starts it. */
export async function createAlert(
  rule: AlertRule,
  { shelf, pipelines }: { readonly shelf: Pick<Shelf, 'put'>; readonly pipelines: Pick<PipelineDesk, 'start'> },
): Promise<void> {
  const { id } = await shelf.put(rule.name, ruleDocument(rule));
  await pipelines.start(id);
}
