/** The only door to documents: text in, a plan or everything that is wrong out. */
export { readDocument } from './read-document.ts';
export type { DocumentSurroundings, ReadResult } from './read-document.ts';
export type { DocumentOverride } from './text/override.ts';
export { editDocument } from './edit-document.ts';
export type { DocumentEdit } from './edit-document.ts';
export { chartsOf } from './charts-of.ts';
export type { PlanChart } from './charts-of.ts';
export { metricsRead } from './metrics-read.ts';
export { documentJsonSchema, documentJsonSchemaText } from './json-schema.ts';
export { formatDuration, parseDuration } from './duration.ts';
export { formatSize, parseSize } from './size.ts';
export { documentOutline } from './outline.ts';
export type { DocumentOutline, OutlineNode } from './outline.ts';
export { PIPELINE } from './keys/pipeline.ts';
export type { Kind, KeySpec, KeyTable } from './keys/kind.ts';
export type { Json } from './text/written.ts';
