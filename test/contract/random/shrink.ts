import type { Line } from '../../reference/source-rows.ts';
import type { Case, CaseDocument } from './random-case.ts';

type Fails = (given: Case) => boolean;

/** A smaller case that still fails: without the rows, cells, sinks, operators and columns that do not matter. */
export function shrunk(given: Case, fails: Fails): Case {
  let current = given;
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false;
    for (const smaller of smallerCases(current)) {
      if (!fails(smaller)) continue;
      current = smaller;
      isSmaller = true;
      break;
    }
  }
  return current;
}

function* smallerCases(given: Case): Generator<Case> {
  for (const [name, lines] of Object.entries(given.files))
    for (const fewer of fewerLines(lines)) yield { ...given, files: { ...given.files, [name]: fewer } };
  for (const document of smallerDocuments(given.document)) yield { ...given, document };
  for (const [name, lines] of Object.entries(given.files))
    for (const fewer of fewerCells(lines)) yield { ...given, files: { ...given.files, [name]: fewer } };
}

function* fewerLines(lines: readonly Line[]): Generator<readonly Line[]> {
  for (let size = lines.length; 1 <= size; size = Math.floor(size / 2))
    for (let from = 0; from < lines.length; from += size) yield [...lines.slice(0, from), ...lines.slice(from + size)];
}

function* fewerCells(lines: readonly Line[]): Generator<readonly Line[]> {
  for (const [i, line] of lines.entries()) {
    if (typeof line === 'string') continue;
    for (const name of Object.keys(line)) {
      const { [name]: _, ...rest } = line;
      yield lines.map((each, at) => (at === i ? rest : each));
    }
  }
}

/** Without one sink; without an operator that nobody but sinks reads; without one of an operator's columns. */
function* smallerDocuments(document: CaseDocument): Generator<CaseDocument> {
  for (const id of Object.keys(document.sinks)) {
    const { [id]: _, ...sinks } = document.sinks;
    yield { ...document, sinks };
  }
  for (const [id, operator] of Object.entries(document.operators)) {
    const { [id]: _, ...operators } = document.operators;
    const reroute = <T extends { readonly inputs: readonly string[] }>(each: T): T => ({
      ...each,
      inputs: each.inputs.map((input) => (input === id ? operator.inputs[0]! : input)),
    });
    yield {
      ...document,
      operators: mapped(operators, reroute),
      sinks: mapped(document.sinks, reroute),
    };
    for (const key of ['columns', 'aggregate'] as const) {
      const columns = (operator as Readonly<Record<string, unknown>>)[key] as Record<string, string> | undefined;
      for (const name of Object.keys(columns ?? {})) {
        const { [name]: _, ...rest } = columns!;
        yield { ...document, operators: { ...document.operators, [id]: { ...operator, [key]: rest } } };
      }
    }
  }
}

function mapped<T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([id, each]) => [id, change(each)]));
}
