import { isDeepStrictEqual } from 'node:util';
import { editDocument, Fault } from '../../engine/index.ts';
import type { EditDesk } from '../desk/edit-desk.ts';
import type { PipelineDesk } from '../desk/pipeline-desk.ts';
import type { AlertRule } from '../ipc/alerts.ts';
import type { AlertDesk } from './alert-desk.ts';
import { ruleEdits, ruleOf } from './rule-document.ts';

export interface ChangeAlertParts {
  readonly edits: Pick<EditDesk, 'open' | 'write' | 'apply'>;
  readonly pipelines: Pick<PipelineDesk, 'isActive'>;
  readonly alerts: Pick<AlertDesk, 'whileChanging'>;
}

/** Makes alert `id` the rule that is given, in its document, whose comments stay. One that runs goes on as it, with what it knows of its sensors. */
export async function changeAlert(
  id: string,
  rule: AlertRule,
  { edits, pipelines, alerts }: ChangeAlertParts,
): Promise<void> {
  const { saved, draft } = await edits.open(id);
  if (draft !== null) throw refused(id, 'its document is being edited and not saved; save or discard that first');
  if (ruleOf(saved) === null) throw refused(id, 'its document is no alert any more; edit it as a pipeline');
  const text = editDocument(saved, ruleEdits(rule));
  if (!isDeepStrictEqual(ruleOf(text), rule))
    throw refused(id, 'its document is written so that the form cannot change it');
  edits.write(id, text);
  if (pipelines.isActive(id)) await alerts.whileChanging(id, () => edits.apply(id));
}

function refused(id: string, why: string): Fault {
  return new Fault('conflict', `alert "${id}": ${why}`);
}
