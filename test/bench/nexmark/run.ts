import { executeHere } from '../../../engine/api/execute.ts';
import type { Row } from '../../../engine/data/rows.ts';
import { toRows } from '../../../engine/data/rows.ts';
import { formatProblem } from '../../../engine/document/problem.ts';
import { readDocument } from '../../../engine/document/read-document.ts';
import type { ProgramPart } from '../../../engine/runtime/program-part.ts';
import type { Kind, Load } from './events.ts';
import { COLUMNS, KINDS } from './events.ts';
import { PROGRAMS } from './programs.ts';
import { DOCUMENTS } from './queries.ts';
import type { DocumentQuery } from './queries.ts';
import { DISORDER, eventSource } from './sources.ts';

/** A query, however it is said. */
export interface Query {
  readonly name: string;
  readonly about: string;
  readonly isDocument: boolean;
  readonly note: string;
  /** The kinds of events that it reads. */
  readonly kinds: readonly Kind[];
  /** Runs it in this thread; `take` gets its results, which are dropped where it is null. */
  readonly run: (load: Load, take: ((row: Row) => void) | null) => Promise<unknown>;
}

/** All queries in the order of their numbers. */
export const QUERIES: readonly Query[] = [...documentQueries(), ...programQueries()].sort(
  (a, b) => Number(a.name.slice(1)) - Number(b.name.slice(1)),
);

function documentQueries(): Query[] {
  return Object.entries(DOCUMENTS).map(([name, query]) => ({
    name,
    about: query.about,
    isDocument: true,
    note: query.note ?? '',
    kinds: [...new Set(Object.values(query.sources))],
    run: (load, take) => runDocument(name, query, { load, take }),
  }));
}

function programQueries(): Query[] {
  return Object.entries(PROGRAMS).map(([name, { about, note, build }]) => ({
    name,
    about,
    isDocument: false,
    note,
    kinds: ['bid'],
    run: (load, take) => build(load, take).execute(),
  }));
}

interface Run {
  readonly load: Load;
  readonly take: ((row: Row) => void) | null;
}

async function runDocument(name: string, query: DocumentQuery, { load, take }: Run): Promise<unknown> {
  const documentText = textOf(name, query);
  const read = readDocument(documentText, { file: name, baseFolder: '/', environment: {} });
  if ('problems' in read) throw new Error(read.problems.map(formatProblem).join('\n'));
  const unread = KINDS.filter((kind) => !Object.values(query.sources).includes(kind));
  const programs = new Map<string, ProgramPart>(
    Object.entries(query.sources).map(([id, kind], i) => [id, eventSource(kind, load, i === 0 ? unread : [])]),
  );
  if (take) {
    const why = { why: 'its rows are looked at', word: 'program' };
    programs.set('end', { ...why, role: 'sink', take: (batch) => toRows(batch).forEach(take) });
  }
  return executeHere(read.plan, programs, { documentText });
}

function textOf(name: string, { sources, operators }: DocumentQuery): string {
  const sourceTexts = Object.entries(sources).map(
    ([id, kind]) => `
  ${id}:
    type: file
    path: none.ndjson
    format: ndjson
    schema: ${JSON.stringify(COLUMNS[kind])}
    event_time: { column: ts, out_of_orderness: ${DISORDER} }`,
  );
  return `version: 1
name: ${name}
sources:${sourceTexts.join('')}
operators:${operators}
sinks:
  end: { type: discard, inputs: [result] }
`;
}
