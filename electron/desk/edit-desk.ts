import { readFile } from 'node:fs/promises';
import {
  AS_WRITTEN,
  documentOutline,
  editDocument,
  Fault,
  lostBetween,
  systemReason,
  toFlinkSql,
  type DocumentEdit,
  type JobStatus,
  type Plan,
  type ReadResult,
} from '../../engine/index.ts';
import type { DocumentReport, OpenDocument } from '../ipc/editing.ts';
import { replaceFile } from '../replace-file.ts';
import type { PipelineDesk } from './pipeline-desk.ts';

export interface EditDeskParts {
  readonly pipelines: Pick<
    PipelineDesk,
    'fileOf' | 'text' | 'planOf' | 'isActive' | 'saved' | 'restart' | 'statuses' | 'charts' | 'edited'
  >;
  readonly read: (text: string, file: string) => ReadResult;
  /** The same with `${NAME}` left as it stands. */
  readonly readUnfilled: (text: string, file: string) => ReadResult;
  /** Puts a text on the clipboard. */
  readonly copy: (text: string) => void;
  /** Hears that pipelines, their charts, or which are edited have changed. */
  readonly onChange: () => void;
}

/** What a person does to documents: the text that is edited, the file, and what runs. */
export class EditDesk {
  readonly #parts: EditDeskParts;
  /** What was edited and not saved. */
  readonly #drafts = new Map<string, string>();
  /** What the file of each had when it was read or written last. */
  readonly #seen = new Map<string, string>();

  constructor(parts: EditDeskParts) {
    this.#parts = parts;
  }

  /** The document of a pipeline as it runs, as its file has it, and as it was left while it was edited. */
  async open(id: string): Promise<OpenDocument> {
    const { pipelines } = this.#parts;
    const saved = await read(pipelines.fileOf(id));
    if (saved === null) throw new Fault('not-found', `pipeline "${id}": its file ${pipelines.fileOf(id)} is gone`);
    this.#takeIn(id, saved);
    return { applied: pipelines.text(id), saved, draft: this.#drafts.get(id) ?? null };
  }

  /** What can be said of `text`, which is kept as what is being edited. */
  check(id: string, text: string): DocumentReport {
    const { pipelines, read: readText } = this.#parts;
    const file = pipelines.fileOf(id);
    if (text === this.#seen.get(id)) this.#drafts.delete(id);
    else this.#drafts.set(id, text);
    const result = readText(text, file);
    const problems = 'problems' in result ? result.problems : [];
    const before = pipelines.isActive(id) ? pipelines.planOf(id) : null;
    const plan = 'plan' in result ? result.plan : null;
    return {
      problems: problems.map(({ line, column, message }) => ({ line, column, message })),
      outline: documentOutline(text),
      refusals: plan && this.#refusals(text, file),
      lost: plan && before && lostBetween(before, plan),
    };
  }

  edit(text: string, edits: readonly DocumentEdit[]): string {
    return editDocument(text, edits);
  }

  /** Writes the document, unless its file has something else than `before`. A wrong one is written too: it is a person's work. */
  async save(id: string, text: string, before: string | null): Promise<OpenDocument> {
    const file = this.#parts.pipelines.fileOf(id);
    const now = await read(file);
    if (before !== null && now !== before && now !== text) throw changedOutside(id, file);
    this.write(id, text);
    this.#drafts.delete(id);
    return { applied: this.#parts.pipelines.text(id), saved: text, draft: null };
  }

  /** Writes the document; what is being edited of it stays as it is. */
  write(id: string, text: string): void {
    const file = this.#parts.pipelines.fileOf(id);
    try {
      replaceFile(file, text);
    } catch (error) {
      const advice = 'nothing was changed; give this user the right to write there';
      throw new Fault('internal', `pipeline "${id}": cannot write ${file} (${systemReason(error)}); ${advice}`);
    }
    this.#takeIn(id, text);
  }

  /** Lets the pipeline go on as its saved document says. */
  async apply(id: string): Promise<JobStatus> {
    const { pipelines, onChange } = this.#parts;
    try {
      return await pipelines.restart(id);
    } finally {
      onChange();
    }
  }

  discard(id: string): Promise<OpenDocument> {
    this.#drafts.delete(id);
    return this.open(id);
  }

  /** `text` in Flink SQL, or a Fault with every reason against it. */
  sql(id: string, text: string): string {
    const exported = this.#exported(text, this.#parts.pipelines.fileOf(id));
    if ('text' in exported) return exported.text;
    const reasons = exported.refusals.map(({ message }) => message).join('\n');
    throw new Fault('bad-request', `pipeline "${id}" cannot be said in Flink SQL:\n${reasons}`);
  }

  copySql(id: string, text: string): void {
    this.#parts.copy(this.sql(id, text));
  }

  #takeIn(id: string, text: string): void {
    this.#seen.set(id, text);
    this.#parts.pipelines.saved({ id, file: this.#parts.pipelines.fileOf(id), text });
    this.#parts.onChange();
  }

  #refusals(text: string, file: string): readonly string[] {
    const exported = this.#exported(text, file);
    return 'text' in exported ? [] : exported.refusals.map(({ message }) => message);
  }

  #exported(text: string, file: string): ReturnType<typeof toFlinkSql> {
    const result = this.#parts.readUnfilled(text, file);
    const toSql = (plan: Plan): ReturnType<typeof toFlinkSql> => toFlinkSql(plan, AS_WRITTEN);
    if ('plan' in result) return toSql(result.plan);
    return {
      refusals: result.problems.map(({ line, message }) => ({ node: '', message: `line ${line}: ${message}` })),
    };
  }
}

async function read(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Fault('bad-document', `${file}: cannot be read (${systemReason(error)})`);
  }
}

function changedOutside(id: string, file: string): Fault {
  const advice = 'load what it has now, or save over it';
  return new Fault('conflict', `pipeline "${id}": ${file} was changed by something else meanwhile; ${advice}`);
}
