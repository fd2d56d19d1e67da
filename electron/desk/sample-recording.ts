import { existsSync } from 'node:fs';
import path from 'node:path';
import { editDocument, Engine, Fault, systemClock, type ReadResult } from '../../engine/index.ts';

/** What the sample recording is called in the library. */
export const SAMPLE_ID = 'sample-made-up';

export interface SampleParts {
  /** The document that makes it. */
  readonly text: string;
  /** The library's folder, absolute. */
  readonly folder: string;
  readonly workerFile: string;
  readonly read: (text: string, file: string) => ReadResult;
}

/** Makes the sample recording in the library, where it is not there yet, and gives its id. */
export async function makeSample({ text, folder, workerFile, read }: SampleParts): Promise<string> {
  const target = path.join(folder, SAMPLE_ID);
  if (existsSync(target)) return SAMPLE_ID;
  const document = editDocument(text, [{ kind: 'set', path: ['sinks', 'recording', 'path'], value: target }]);
  const result = read(document, 'sample.yaml');
  if (!('plan' in result)) throw new Fault('internal', `the sample recording cannot be made in ${target}`);
  // An engine of its own: what makes the sample is none of a person's pipelines.
  const engine = new Engine({ clock: systemClock, workerFile, onWarning: () => undefined });
  engine.add(SAMPLE_ID, { plan: result.plan, text: document });
  await engine.start(SAMPLE_ID);
  const { state } = await engine.ended(SAMPLE_ID);
  if (state.kind === 'failed') throw new Fault(state.fault.code, state.fault.message);
  return SAMPLE_ID;
}
