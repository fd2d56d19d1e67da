import { appPhrases } from './app.ts';
import { deployingPhrases } from './deploying.ts';
import { documentNodePhrases } from './document-nodes.ts';
import { documentTextPhrases } from './document-text.ts';
import { documentValuePhrases } from './document-values.ts';
import { expressionPhrases } from './expressions.ts';
import { filePhrases } from './files.ts';
import { networkPhrases } from './network.ts';
import { pipelinePhrases } from './pipelines.ts';
import { portabilityPhrases } from './portability.ts';
import { recordingPhrases } from './recordings.ts';
import { rejectedRowPhrases } from './rejected-rows.ts';
import { sensorPhrases } from './sensors.ts';
import { systemPhrases } from './system.ts';

/** What the engine and the main process say to people, by its English, in simplified Chinese. */
export const phrases: Readonly<Record<string, string>> = {
  ...systemPhrases,
  ...filePhrases,
  ...sensorPhrases,
  ...pipelinePhrases,
  ...recordingPhrases,
  ...networkPhrases,
  ...deployingPhrases,
  ...portabilityPhrases,
  ...appPhrases,
  ...documentTextPhrases,
  ...documentValuePhrases,
  ...documentNodePhrases,
  ...expressionPhrases,
  ...rejectedRowPhrases,
};
