import { Fault, type JobStatus } from '../../engine/index.ts';
import type { PipelineDesk } from './pipeline-desk.ts';
import { readPipelineFiles, writeIfAbsent } from './pipeline-folder.ts';

export interface ExampleParts {
  /** The folder of the app's pipelines. */
  readonly folder: string;
  /** The documents of the examples by their ids. */
  readonly examples: Readonly<Record<string, string>>;
  readonly pipelines: Pick<PipelineDesk, 'add' | 'statuses'>;
  /** Hears that there are more pipelines, and with them charts. */
  readonly onAdded: () => void;
}

/** Puts example `id` among the app's pipelines, stopped. One that is there already stays as it is. */
export async function addExample(id: string, parts: ExampleParts): Promise<JobStatus> {
  const { folder, examples, pipelines, onAdded } = parts;
  const find = (): JobStatus | undefined => pipelines.statuses().find((status) => status.id === id);
  const text = Object.hasOwn(examples, id) ? examples[id] : undefined;
  if (text === undefined)
    throw new Fault('not-found', `there is no example "${id}"; there are: ${Object.keys(examples).join(', ')}`);
  if (find()) return find()!;
  await writeIfAbsent(folder, id, text);
  const files = await readPipelineFiles(folder, id);
  // Asked twice at once, it is there by now.
  if (!find()) pipelines.add(files.filter((file) => file.id === id));
  onAdded();
  return find()!;
}
