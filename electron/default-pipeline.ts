import text from './pipelines/system-health.yaml?raw';

/** The pipeline that the app has when it is started for the first time. */
export const defaultPipeline = { id: 'system-health', text };
