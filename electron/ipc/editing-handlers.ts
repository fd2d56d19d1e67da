import { PIPELINE } from '../../engine/index.ts';
import type { EditDesk } from '../desk/edit-desk.ts';
import type { Shelf } from '../desk/shelf.ts';
import type { EditingRequests } from './editing.ts';
import { parseEdits, parseName, parseText } from './parse-editing.ts';
import { parsePipelineId } from './parse.ts';
import type { Handlers } from './serve.ts';

/** Answers what is asked about documents that a person edits. */
export function editingHandlers(
  edits: Pick<EditDesk, 'open' | 'check' | 'edit' | 'save' | 'apply' | 'discard' | 'sql' | 'copySql'>,
  shelf: Pick<Shelf, 'create' | 'rename' | 'remove' | 'restore'>,
): Pick<Handlers, keyof EditingRequests> {
  return {
    documentKeys: () => PIPELINE,
    openDocument: (id) => edits.open(parsePipelineId(id)),
    checkDocument: (id, text) => edits.check(parsePipelineId(id), parseText(text)),
    editDocument: (text, changes) => edits.edit(parseText(text), parseEdits(changes)),
    saveDocument: (id, text, before) =>
      edits.save(parsePipelineId(id), parseText(text), before === null ? null : parseText(before)),
    applyDocument: (id) => edits.apply(parsePipelineId(id)),
    createPipeline: (name, from) => shelf.create(parseName(name), from === null ? null : parsePipelineId(from)),
    renamePipeline: (id, name) => shelf.rename(parsePipelineId(id), parseName(name)),
    deletePipeline: (id) => shelf.remove(parsePipelineId(id)),
    restorePipeline: (id) => shelf.restore(parsePipelineId(id)),
    discardDraft: (id) => edits.discard(parsePipelineId(id)),
    copyFlinkSql(id, text) {
      edits.copySql(parsePipelineId(id), parseText(text));
      return null;
    },
    exportFlinkSql: (id, text) => edits.sql(parsePipelineId(id), parseText(text)),
  };
}
