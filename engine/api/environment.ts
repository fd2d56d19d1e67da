import { stringify } from 'yaml';
import type { Plan } from '../document/plan.ts';
import { formatProblem } from '../document/problem.ts';
import { readDocument } from '../document/read-document.ts';
import { Fault } from '../fault.ts';
import type { Columns } from './columns.ts';
import type { DocumentOf } from './graph.ts';
import { Graph } from './graph.ts';
import { checkClaims } from './claims.ts';
import { executeHere } from './execute.ts';
import type { ExecuteOptions, Execution } from './execute.ts';
import { settingsKeys } from './settings.ts';
import type { PipelineSettings } from './settings.ts';
import type { SourceSpec } from './sources.ts';
import { DataStream } from './stream.ts';

export interface EnvironmentOptions {
  /** What the pipeline is called. */
  readonly name?: string;
  readonly description?: string;
  readonly settings?: PipelineSettings;
}

/** Where a program's document is read: what relative paths start from, and what `${NAME}` is taken from. */
export interface DocumentPlace {
  /** Absolute. Default: the working folder. */
  readonly baseFolder?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** A node that no document can say, and why. */
export interface Unportable {
  readonly id: string;
  readonly why: string;
}

/** An empty pipeline to which a program adds sources, operators and sinks (Flink's StreamExecutionEnvironment). */
export function streamEnvironment(options: EnvironmentOptions = {}): StreamEnvironment {
  return new StreamEnvironment(options);
}

/** A pipeline that a program builds. It makes the document of the contract, and whatever runs it runs that. */
export class StreamEnvironment {
  readonly #options: EnvironmentOptions;
  readonly #graph = new Graph();

  constructor(options: EnvironmentOptions) {
    this.#options = options;
  }

  /** The rows of a source, under the id `id`. */
  fromSource<C extends Columns, T extends boolean>(id: string, source: SourceSpec<C, T>): DataStream<C, T> {
    const { type, keys, part } = source;
    const node = this.#graph.add({ role: 'source', type, keys, part, uid: id });
    return new DataStream({ graph: this.#graph, node, output: 'main' });
  }

  /** The nodes that no document can say: code of this program. A pipeline without any is portable. */
  portability(): readonly Unportable[] {
    return [...this.#graph.named()].flatMap(([{ part }, id]) => (part ? [{ id, why: part.why }] : []));
  }

  get isPortable(): boolean {
    return this.portability().length === 0;
  }

  /** The pipeline as a document; a Fault names the nodes that no document can say. */
  toDocument(): DocumentOf {
    const [first, ...others] = this.portability();
    if (!first) return this.#document();
    const more = others.length === 0 ? '' : ` (and ${others.map(({ id }) => `"${id}"`).join(', ')})`;
    throw new Fault(
      'bad-document',
      `node "${first.id}"${more} cannot be written as a document: ${first.why}; run it with execute`,
    );
  }

  /** The document as YAML. */
  toYaml(): string {
    return stringify(this.toDocument(), { lineWidth: 0 });
  }

  /** The plan of the pipeline, made as that of any document. What is wrong is told by a Fault, each mistake on a line. */
  plan({ baseFolder = process.cwd(), environment = process.env }: DocumentPlace = {}): Plan {
    const file = `program "${this.#name}"`;
    const read = readDocument(stringify(this.#document()), { file, baseFolder, environment });
    if ('problems' in read) throw new Fault('bad-document', read.problems.map(formatProblem).join('\n'));
    for (const [{ claims }, id] of this.#graph.named()) checkClaims(claims, id, read.plan);
    return read.plan;
  }

  /**
   * Runs the pipeline in this thread, under `name`, until its sources have ended or `signal` is aborted. Rejects with a Fault that
   * says what is wrong with the document, or what failed.
   */
  async execute(name?: string, options: ExecuteOptions & DocumentPlace = {}): Promise<Execution> {
    const plan = { ...this.plan(options), ...(name !== undefined && { name }) };
    const parts = [...this.#graph.named()].flatMap(([{ part }, id]) => (part ? [[id, part] as const] : []));
    return executeHere(plan, new Map(parts), { ...options, documentText: stringify(this.#document()) });
  }

  get #name(): string {
    return this.#options.name ?? 'program';
  }

  /** The document, with a node of the same columns in the place of each that no document can say. */
  #document(): DocumentOf {
    const { description, settings } = this.#options;
    return {
      version: 1,
      name: this.#name,
      ...(description !== undefined && { description }),
      ...(settings && { settings: settingsKeys(settings) }),
      ...this.#graph.toMaps(),
    };
  }
}
