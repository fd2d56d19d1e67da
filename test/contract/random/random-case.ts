import type { Turn } from '../../reference/run.ts';
import { lineText } from '../../reference/source-rows.ts';
import type { Line } from '../../reference/source-rows.ts';
import { randomOperators } from './random-operators.ts';
import { randomSources } from './random-sources.ts';
import { Random } from './random.ts';

/** A document, as the object that its YAML says, and the lines of the file that each of its sources reads. */
export interface Case {
  readonly document: CaseDocument;
  readonly files: Readonly<Record<string, readonly Line[]>>;
  /** In which order the sources give their rows. */
  readonly turns: readonly Turn[];
}

export interface CaseDocument {
  readonly version: 1;
  readonly name: string;
  readonly sources: Readonly<Record<string, unknown>>;
  readonly operators: Readonly<Record<string, { readonly inputs: readonly string[] }>>;
  readonly sinks: Readonly<Record<string, { readonly type: 'console'; readonly inputs: readonly string[] }>>;
}

/** A case that is the same for the same seed: a random graph over random rows of one source or several. */
export function randomCase(seed: number): Case {
  const random = new Random(seed);
  const { sources, streams, files, turns } = randomSources(random);
  const { operators, sinks } = randomOperators(random, streams);
  return { document: { version: 1, name: `seed ${seed}`, sources, operators, sinks }, files, turns };
}

/** The text of the file that `lines` stand for. */
export function fileText(random: Random, lines: readonly Line[]): string {
  return lines.map((line) => `${lineText(line)}${random.chance(0.02) ? '\r\n' : '\n'}`).join('');
}
