import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import type { DocumentEdit, Json } from '../../engine/index.ts';
import type { AlertRule } from '../ipc/alerts.ts';

/** Its readings go from this node to the chart sink of `READINGS_SINK`, which is what the app follows. */
export const READINGS_SINK = 'watched-readings';

/**
 * The document of a rule. It is a pipeline like any other one: run by the command line it prints each episode, one line when it is over. The app
 * follows its readings and tells at once.
 */
export function ruleDocument(rule: AlertRule): string {
  const { name, metric, entity, level, clear, forSeconds } = rule;
  const [beyond, well] = rule.comparison === 'over' ? ['>', '<='] : ['<', '>='];
  const entityPart = entity === null ? '' : ` AND entity = ${sqlText(entity)}`;
  const where = `metric = ${sqlText(metric)}${entityPart}`;
  return `# An alert of Millrace. Its numbers may be changed; the app knows it by its shape, and as another pipeline where that is changed.
version: 1
name: ${JSON.stringify(name)}
description: ${JSON.stringify(`${metric} ${rule.comparison} ${level} for ${forSeconds} s, clear at ${clear}`)}
sources:
  sensors: { type: system, interval: 1s, metrics: [${JSON.stringify(metric)}] }
operators:
  readings: { type: filter, inputs: [sensors], where: ${JSON.stringify(where)} }
  episodes:
    type: pattern
    inputs: [readings]
    key: [entity]
    sequence:
      - { name: beyond, where: value ${beyond} ${level}, times: ${Math.max(1, forSeconds)}, consecutive: ${0 < forSeconds} }
      - { name: well, where: value ${well} ${clear} }
    within: 1d
    columns: { entity: beyond.entity, since: first(beyond.ts), until: well.ts }
sinks:
  ${READINGS_SINK}: { type: chart, inputs: [readings], title: ${JSON.stringify(name)}, x: ts, y: value, series: entity }
  told: { type: console, inputs: [episodes] }
`;
}

/** The places of a rule's document that its form fills in. */
const FILLED: readonly (readonly (string | number)[])[] = [
  ['name'],
  ['description'],
  ['sources', 'sensors', 'metrics'],
  ['operators', 'readings', 'where'],
  ['operators', 'episodes', 'sequence', 0, 'where'],
  ['operators', 'episodes', 'sequence', 0, 'times'],
  ['operators', 'episodes', 'sequence', 0, 'consecutive'],
  ['operators', 'episodes', 'sequence', 1, 'where'],
  ['sinks', READINGS_SINK, 'title'],
];

/** What makes the document of a rule that of `rule`, and leaves the rest of it as it is. */
export function ruleEdits(rule: AlertRule): readonly DocumentEdit[] {
  const document = parse(ruleDocument(rule)) as unknown;
  return FILLED.map((path) => ({ kind: 'set', path, value: at(document, ...path.map(String)) as Json }));
}

/** The rule that document `text` is; null where it is another pipeline. */
export function ruleOf(text: string): AlertRule | null {
  const document = parsedOrNull(text);
  const rule = document === null ? null : guess(document);
  return rule !== null && isDeepStrictEqual(shape(likeIn(document, rule)), shape(document)) ? rule : null;
}

/**
 * The document of `rule`; where the readings in `document` are those of a recording, with its sources: such a rule is replayed. Then it has a name
 * of its own, and the readings are still called by that of the rule.
 */
function likeIn(document: unknown, rule: AlertRule): unknown {
  const own = parse(ruleDocument(rule)) as { readonly sinks: Readonly<Record<string, object>> };
  if (at(document, 'sources', 'sensors', 'type') !== 'recording') return own;
  const readings = { ...own.sinks[READINGS_SINK], title: at(document, 'sinks', READINGS_SINK, 'title') };
  return { ...own, sources: at(document, 'sources'), sinks: { ...own.sinks, [READINGS_SINK]: readings } };
}

/** Reads what a rule's document would have at its places; whether it is one, the comparison with the whole says. */
function guess(document: unknown): AlertRule | null {
  const name = at(document, 'name');
  const where = WHERE.exec(String(at(document, 'operators', 'readings', 'where')));
  const beyond = CONDITION.exec(String(at(document, 'operators', 'episodes', 'sequence', '0', 'where')));
  const well = CONDITION.exec(String(at(document, 'operators', 'episodes', 'sequence', '1', 'where')));
  const times = at(document, 'operators', 'episodes', 'sequence', '0', 'times');
  const lasts = at(document, 'operators', 'episodes', 'sequence', '0', 'consecutive') === true;
  if (typeof name !== 'string' || typeof times !== 'number' || !where || !beyond || !well) return null;
  return {
    name,
    metric: unquoted(where[1]!),
    entity: where[2] === undefined ? null : unquoted(where[2]),
    comparison: beyond[1] === '>' ? 'over' : 'under',
    level: Number(beyond[2]),
    clear: Number(well[2]),
    // One reading that has to last a second, and one that is enough, are the same count.
    forSeconds: lasts ? times : 0,
  };
}

const WHERE = /^metric = '((?:[^']|'')*)'(?: AND entity = '((?:[^']|'')*)')?$/;
const CONDITION = /^value ([<>]=?) (-?[\d.e+-]+)$/;

/** A description may be anybody's words. */
function shape(document: unknown): unknown {
  return { ...(document as object), description: null };
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
}

function parsedOrNull(text: string): unknown {
  try {
    return parse(text) as unknown;
  } catch {
    return null;
  }
}

function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function unquoted(text: string): string {
  return text.replaceAll("''", "'");
}
