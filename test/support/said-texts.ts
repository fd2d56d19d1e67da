import { readFileSync } from 'node:fs';
import ts from 'typescript';

const root = new URL('../../', import.meta.url);

type Pick = (node: ts.Node) => readonly ts.Node[];

/** What a new fault says. */
export const ofFaults: Pick = (node) =>
  ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Fault'
    ? (node.arguments ?? []).slice(1)
    : [];

/** Texts of several words. */
export const ofSentences: Pick = (node) => (spoken(node).some((text) => /(\S+ ){3}/.test(text)) ? [node] : []);

/** The texts that `pick` finds in a file of the program, as they are said. */
export function textsIn(file: string, pick: Pick): readonly string[] {
  const text = readFileSync(new URL(file, root), 'utf8');
  if (pick === ofFaults && !text.includes('new Fault(')) return [];
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    for (const picked of pick(node)) found.push(...spoken(picked));
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return found;
}

/** A text as it is said, with an example for each value in it; `named`: the texts of constants. */
export function spoken(node: ts.Node, named: ReadonlyMap<string, readonly string[]> = new Map()): readonly string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...spoken(node.whenTrue, named), ...spoken(node.whenFalse, named)];
  if (ts.isIdentifier(node)) return named.get(node.text) ?? [];
  if (!ts.isTemplateExpression(node)) return [];
  const spans = node.templateSpans.map(
    ({ expression, literal }) => `${spoken(expression, named).find((each) => each !== '') ?? '/x1'}${literal.text}`,
  );
  return [(node.head.text + spans.join('')).replace(/(\w)\/x1$/, '$1')];
}
