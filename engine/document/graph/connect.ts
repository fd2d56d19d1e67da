import type { Checker } from '../check/checker.ts';
import { didYouMean } from '../check/likely.ts';
import { pathTo, pathToItem } from '../check/path.ts';
import type { Problems } from '../check/problems.ts';
import { alternatives, quote } from '../check/quote.ts';
import { NODES_MAX } from '../keys/bounds.ts';
import { entryOf } from '../text/written.ts';
import type { WrittenText } from '../text/written.ts';
import type { Connected, Draft, DraftInput } from './draft.ts';

const INPUT_LIST = { kind: 'list', of: { kind: 'input' }, min: 0, max: NODES_MAX } as const;

/** Finds what the inputs of all `drafts` name; an input that names nothing readable is reported. */
export function connect(drafts: ReadonlyMap<string, Draft>, checker: Checker, problems: Problems): Connected[] {
  const readable = outputsOf(drafts);
  return [...drafts.values()].map((draft) => {
    const path = pathTo(draft.path, 'inputs');
    const inputs: DraftInput[] = [];
    for (const [i, written] of writtenInputs(draft, checker).entries()) {
      if (written === undefined) continue;
      const input = resolve(written, drafts, readable);
      const at = { offset: written.offset, path: pathToItem(path, i) };
      if (typeof input === 'function') problems.add(at.offset, at.path, input);
      const resolved = typeof input === 'function' ? ({ from: null, output: 'main' } as const) : input;
      if (!mayRepeat(draft)) reportRepeated({ ...resolved, ...at }, inputs, problems);
      inputs.push({ ...resolved, ...at });
    }
    return { ...draft, inputs };
  });
}

/** What can be read: sources, operators, and the late rows of those that have some. */
function outputsOf(drafts: ReadonlyMap<string, Draft>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const draft of drafts.values()) {
    if (draft.role !== 'sink') names.add(draft.id);
    for (const output of lateOutputs(draft)) names.add(`${draft.id}.${output}`);
  }
  return names;
}

/** The side outputs of a node: of an `interval_join` one for each input. */
function lateOutputs({ role, value }: Draft): readonly SideOutput[] {
  if (role !== 'operator' || !value) return [];
  if (value.type === 'interval_join') return ['late', 'late-right'];
  return value.type === 'window' || value.type === 'pattern' || value.type === 'top_n' ? ['late'] : [];
}

type SideOutput = Exclude<DraftInput['output'], 'main'>;

/** A node that this version cannot run still reads its inputs, so that they are not reported as read by nobody. */
function writtenInputs(draft: Draft, checker: Checker): readonly (WrittenText | undefined)[] {
  if (draft.role === 'source') return [];
  if (draft.value) return draft.value.inputs ?? [];
  const entry = entryOf(draft.entry.written, 'inputs');
  return (entry && checker.check(INPUT_LIST, entry.value, pathTo(draft.path, 'inputs'))) ?? [];
}

type Resolved = Pick<DraftInput, 'from' | 'output'>;

/** The node and output that `written` names, or the words for why there is none. */
function resolve(
  { text, shown }: WrittenText,
  drafts: ReadonlyMap<string, Draft>,
  readable: ReadonlySet<string>,
): Resolved | (() => string) {
  const dot = text.indexOf('.');
  const from = dot === -1 ? text : text.slice(0, dot);
  const draft = drafts.get(from);
  if (readable.has(text)) return { from, output: dot === -1 ? 'main' : (text.slice(dot + 1) as SideOutput) };
  if (draft?.role === 'sink') return () => `${quote(shown)} is a sink, from which nothing can be read`;
  // Whether an operator of a later version has late rows cannot be told here, and it was reported already.
  if (draft && draft.value === undefined && dot !== -1) return { from: null, output: 'late' };
  if (draft && dot !== -1) {
    return () => noSuchOutput(shown, from, lateOutputs(draft));
  }
  return () => `unknown input ${quote(shown)}${didYouMean(shown, readable) || listOf(readable)}`;
}

function noSuchOutput(shown: string, from: string, outputs: readonly SideOutput[]): string {
  const own = outputs.map((output) => quote(`${from}.${output}`));
  if (0 < own.length) return `${quote(shown)} does not exist, the late rows are read as ${alternatives(own)}`;
  const words = `only window, top_n, interval_join and pattern have late rows, which are read as ${quote('id.late')}`;
  return `${quote(shown)} does not exist, ${words}`;
}

function listOf(readable: ReadonlySet<string>): string {
  const names = [...readable].slice(0, 8);
  if (names.length === 0) return ', there is nothing to read';
  return `, there are ${names.join(', ')}${names.length < readable.size ? ', …' : ''}`;
}

/** Whether an input named twice means something: rows joined with themselves, or each row twice (Flink's union of a stream with itself). */
function mayRepeat({ role, value }: Draft): boolean {
  return role === 'operator' && (value?.type === 'interval_join' || value?.type === 'union');
}

function reportRepeated(input: DraftInput, before: readonly DraftInput[], problems: Problems): void {
  const isRepeated = before.some(({ from, output }) => from !== null && from === input.from && output === input.output);
  if (isRepeated) problems.add(input.offset, input.path, 'the same input is named twice, take one of them out');
}
