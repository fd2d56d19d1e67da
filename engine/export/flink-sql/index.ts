/** The only door to the export to Flink SQL: a plan in, readable statements or every reason against it out. */
export { toFlinkSql } from './script.ts';
export type { FlinkSql } from './script.ts';
export { AS_WRITTEN } from './writing.ts';
export type { ExportOptions, Refusal, TableKind } from './writing.ts';
