import { Checker } from './check/checker.ts';
import { Problems } from './check/problems.ts';
import { buildNodes } from './graph/build-nodes.ts';
import { connect } from './graph/connect.ts';
import { collectDrafts } from './graph/drafts.ts';
import { inOrder } from './graph/order.ts';
import { reportSharedFolders } from './graph/shared-folders.ts';
import { reportUnread } from './graph/usage.ts';
import { PIPELINE } from './keys/pipeline.ts';
import type { Plan } from './plan.ts';
import type { Problem } from './problem.ts';
import { readSettings } from './settings.ts';
import type { Environment } from './text/environment.ts';
import { fromYaml } from './text/from-yaml.ts';
import type { DocumentOverride } from './text/override.ts';
import { applyOverride } from './text/override.ts';
import type { Written } from './text/written.ts';
import { filledNames } from './text/written.ts';
import { parseYaml, positions } from './text/yaml-text.ts';

/** Where a document comes from, and what it may draw on. */
export interface DocumentSurroundings {
  /** What problems call it. */
  readonly file: string;
  /** What relative paths in it are relative to; absolute. */
  readonly baseFolder: string;
  /** What `${NAME}` is taken from. */
  readonly environment: Environment;
  /** Values that take the place of written ones, in order. */
  readonly overrides?: readonly DocumentOverride[];
}

/** The plan of a document without faults, or everything that is wrong with it, by its place in the text. */
export type ReadResult = { readonly plan: Plan } | { readonly problems: readonly Problem[] };

/** Reads the document `text`. Touches nothing but its arguments; no value from the environment gets into a problem. */
export function readDocument(text: string, where: DocumentSurroundings): ReadResult {
  const problems = new Problems(where.file, positions(text));
  const written = readText(text, where, problems);
  const plan = written && readPlan(written, where, problems);
  return plan && problems.isEmpty ? { plan } : { problems: problems.sorted() };
}

function readText(text: string, where: DocumentSurroundings, problems: Problems): Written | null {
  const document = parseYaml(text, problems);
  if (!document) return null;
  const { environment, overrides = [] } = where;
  const written = fromYaml(document, { text, environment, problems });
  return overrides.reduce((changed, override) => applyOverride(changed, override, { environment, problems }), written);
}

function readPlan(
  written: Written,
  { baseFolder, environment }: DocumentSurroundings,
  problems: Problems,
): Plan | null {
  if (written.kind !== 'map') {
    const message =
      'a document is a mapping with the keys version, name, sources, operators and sinks; this is something else';
    // A broken document was reported already.
    if (written.kind !== 'broken') problems.add(written.offset, '', message);
    return null;
  }
  const checker = new Checker(problems);
  const pipeline = checker.check(PIPELINE, written, '');
  if (!pipeline) return null;
  const drafts = collectDrafts(pipeline, problems);
  const nodes = inOrder(connect(drafts, checker, problems), problems);
  reportUnread(nodes, problems);
  const built = buildNodes(nodes, { baseFolder, environment, problems });
  reportSharedFolders(built, nodes, problems);
  const { name, description } = pipeline;
  const settings = pipeline.settings && readSettings(pipeline.settings);
  if (name === undefined || description === undefined || !settings) return null;
  const filled = [...filledNames(written)];
  return { name, description, settings, nodes: built, ...(0 < filled.length && { filled }) };
}
