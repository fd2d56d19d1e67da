import {
  documentOutline,
  editDocument,
  Fault,
  type DocumentEdit,
  type JobStatus,
  type Json,
} from '../../engine/index.ts';
import type { PipelineDesk } from './pipeline-desk.ts';
import type { RecordingDesk } from './recording-desk.ts';
import type { Shelf } from './shelf.ts';

export interface ReplayParts {
  readonly pipelines: Pick<PipelineDesk, 'text' | 'statuses' | 'start'>;
  readonly recordings: Pick<RecordingDesk, 'folderOf'>;
  readonly shelf: Pick<Shelf, 'put'>;
}

/** What is replayed, through which pipeline, and how fast; null: as fast as possible. */
export interface ReplayOrder {
  readonly recording: string;
  readonly pipeline: string;
  readonly speed: number | null;
}

/** Starts a copy of a pipeline that reads a recording in the place of its sensors. */
export async function replay({ recording, pipeline, speed }: ReplayOrder, parts: ReplayParts): Promise<JobStatus> {
  const folder = await parts.recordings.folderOf(recording);
  const text = parts.pipelines.text(pipeline);
  const title = parts.pipelines.statuses().find(({ id }) => id === pipeline)?.name ?? pipeline;
  const name = `${title}: ${recording}`.slice(0, 100);
  const added = await parts.shelf.put(name, replayText(text, { name, folder, speed }));
  return parts.pipelines.start(added.id);
}

/** The document `text` with the recording in `folder` in the place of its sensors; what it writes goes beside what it writes live, and nothing is sent. */
export function replayText(
  text: string,
  { name, folder, speed }: { readonly name: string; readonly folder: string; readonly speed: number | null },
): string {
  const { nodes, values } = documentOutline(text);
  const sensors = nodes.filter(({ role, type }) => role === 'source' && type === 'system');
  if (sensors.length === 0)
    throw new Fault('bad-request', 'this pipeline reads no sensors, so a recording cannot take their place');
  const source = { type: 'recording', path: folder, speed: speed ?? 'max' };
  const edits: DocumentEdit[] = sensors.map(({ id }) => ({ kind: 'set', path: ['sources', id], value: source }));
  for (const { id, role, type } of nodes) {
    if (role !== 'sink') continue;
    const { path, inputs } = Object((Object(values?.['sinks']) as Record<string, unknown>)[id]) as Readonly<
      Record<string, Json>
    >;
    const beside = `${typeof path === 'string' ? path : id}-replay`;
    if (type === 'file') edits.push({ kind: 'set', path: ['sinks', id, 'path'], value: beside });
    // Others must not take what was once for what is now.
    if (type === 'http' || type === 'kafka')
      edits.push({ kind: 'set', path: ['sinks', id], value: { type: 'discard', inputs: inputs ?? [] } });
  }
  return editDocument(text, [...edits, { kind: 'set', path: ['name'], value: name }]);
}
