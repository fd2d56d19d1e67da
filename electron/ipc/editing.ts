import type { DocumentEdit, DocumentOutline, JobStatus, Kind, LostState } from '../../engine/index.ts';

/** What the page may ask about documents that a person edits. */
export interface EditingRequests {
  /** The tables of all keys of a document: what forms and completion are made of. */
  documentKeys(): Kind;
  openDocument(id: string): OpenDocument;
  /** Checks the text that a person is editing, and keeps it until it is saved: a page may go and come back. */
  checkDocument(id: string, text: string): DocumentReport;
  /** `text` with edits made; comments and everything that they are not about stay as they are. */
  editDocument(text: string, edits: readonly DocumentEdit[]): string;
  /** Writes the document of a pipeline; `before` is what its file had when it was read, null: whatever it has now. */
  saveDocument(id: string, text: string, before: string | null): OpenDocument;
  /** Lets a pipeline that runs go on as its saved document says, from its state where that fits. */
  applyDocument(id: string): JobStatus;
  /** Makes a pipeline called `name`, stopped: a copy of pipeline `from`, or one of this machine's sensors. */
  createPipeline(name: string, from: string | null): JobStatus;
  renamePipeline(id: string, name: string): JobStatus;
  /** Stops a pipeline and moves its document to the system's trash. */
  deletePipeline(id: string): null;
  /** Puts back a pipeline that was deleted since the app started. */
  restorePipeline(id: string): JobStatus;
  /** Forgets what was edited and not saved. */
  discardDraft(id: string): OpenDocument;
  /** The document in Flink SQL; refused with the reasons where it cannot be said. */
  exportFlinkSql(id: string, text: string): string;
  /** Puts the same on the clipboard. */
  copyFlinkSql(id: string, text: string): null;
}

/** A document, and what a person has made of it. */
export interface OpenDocument {
  /** As the pipeline runs, or would be started if it had not been saved since. */
  readonly applied: string;
  /** As its file has it now. */
  readonly saved: string;
  /** As it is being edited; null where it is as its file has it. */
  readonly draft: string | null;
}

/** What can be said of a text that is being edited. */
export interface DocumentReport {
  readonly problems: readonly DocumentProblem[];
  readonly outline: DocumentOutline;
  /** Why it cannot be said in Flink SQL; empty where it can, null where it is wrong. */
  readonly refusals: readonly string[] | null;
  /** What a pipeline that runs loses when it goes on as this says; null where it does not run, or this is wrong. */
  readonly lost: LostState | null;
}

/** One thing that is wrong; line and column from 1. */
export interface DocumentProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}
