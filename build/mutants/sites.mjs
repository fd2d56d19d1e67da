import ts from 'typescript';

/**
 * A place of a source that a mutant changes: where the expression is, and what it gives instead.
 * @typedef {{ name: string, line: number, start: number, end: number, instead: 'undefined' | 'false' }} Site
 */

/** Calls that make something last, that make way for it, or that let go of it: those of the system and ours around them. */
const LASTING =
  /^(f?(data)?sync|syncFolder|rename|unlink|link|rm|rmdir|mkdir|truncate|close|removeLeftover|createFolder|replace|replaceFile|cutBack|remove|persist|release|abandon|writeManifest|keepNotes|retain|commit)(Sync)?$/;

/** Calls that refuse. */
const CHECKING = /^(check|assert)([A-Z]|$)|^throwIfAborted$/;

/**
 * The mutants of a source: calls that make something last, and checks, that are left out; and refusals and ways out that are never taken.
 * A name says the file, the function, what is changed and which of its like in that function.
 * @param {string} text
 * @param {string} file
 * @returns {Site[]} in the order of the text
 */
export function sitesIn(text, file) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  /** @type {Site[]} */
  const sites = [];
  /** @type {Map<string, number>} */
  const counts = new Map();
  /** @param {ts.Node} node @param {string} kind @param {Site['instead']} instead */
  const add = (node, kind, instead) => {
    const like = `${file}:${functionOf(node)}:${kind}`;
    const ordinal = (counts.get(like) ?? 0) + 1;
    counts.set(like, ordinal);
    const start = node.getStart();
    const line = source.getLineAndCharacterOfPosition(start).line + 1;
    sites.push({ name: `${like}:${ordinal}`, line, start, end: node.getEnd(), instead });
  };
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isIfStatement(node) && isWayOut(node.thenStatement)) add(node.expression, 'if', 'false');
    const called = ts.isExpression(node) && standsAlone(node) ? lastingCall(node) : null;
    if (called !== null) add(node, called, 'undefined');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return sites.sort((a, b) => a.start - b.start);
}

/**
 * The text with all its mutants in it, each asleep until `MILLRACE_MUTANT` has its number; `MILLRACE_REACHED` names a file that hears
 * which places are come to, also in threads and children, and in those that are killed.
 * @param {string} text
 * @param {readonly Site[]} sites
 * @param {number} first the number of the first of them
 */
export function withMutants(text, sites, first) {
  const inserts = sites.flatMap(({ start, end, instead }, i) => [
    { at: start, order: -end, text: `(__mutant(${first + i}) ? ${instead} : (` },
    { at: end, order: -start, text: '))' },
  ]);
  let made = text;
  // From the end on, so that places stay; of what begins or ends at one place, the inner one first.
  for (const insert of inserts.sort((a, b) => b.at - a.at || b.order - a.order))
    made = made.slice(0, insert.at) + insert.text + made.slice(insert.at);
  return `${PRELUDE}${made}`;
}

// Nobody checks types in the copy, and the file that it stands in may be TypeScript or not.
const PRELUDE = `const __mutant = (globalThis.__mutant ??= ((on, file, reached) => (n) => {
  if (file && !reached.has(n)) { reached.add(n); process.getBuiltinModule('fs').appendFileSync(file, n + '\\n'); }
  return n === on;
})(Number(process.env.MILLRACE_MUTANT), process.env.MILLRACE_REACHED, new Set())); `.replaceAll('\n', '');

/** Whether a branch refuses or ends what is done: it throws, returns, or goes on with the next. @param {ts.Statement} branch */
function isWayOut(branch) {
  const last = ts.isBlock(branch) ? branch.statements.at(-1) : branch;
  if (last === undefined) return false;
  if (ts.isReturnStatement(last) || ts.isThrowStatement(last) || ts.isContinueStatement(last)) return true;
  return (
    ts.isBreakStatement(last) || callsIn(last).some((name) => /^(reject|fail|#?abort)$/.test(name) || isLasting(name))
  );
}

/** @param {ts.Statement} statement */
function callsIn(statement) {
  const called = ts.isExpressionStatement(statement) ? callOf(statement.expression) : null;
  return called ? [nameOf(called)] : [];
}

/** @param {string} name */
const isLasting = (name) => LASTING.test(name) || CHECKING.test(name);

/** The name of the call that an expression is, where leaving it out would leave something undone; null for others. @param {ts.Expression} node */
function lastingCall(node) {
  const call = callOf(node);
  if (call === null || !isLasting(nameOf(call))) return null;
  // That of a text gives another one.
  if (nameOf(call) === 'replace' && !/files$/i.test(call.expression.getText().replace(/\.replace$/, ''))) return null;
  return nameOf(call);
}

/** Whether what a node gives goes nowhere but up: a statement, what a function gives, one of several that are waited for. @param {ts.Expression} node */
function standsAlone(node) {
  const { parent } = node;
  if (ts.isArrowFunction(parent)) return parent.body === node;
  return ts.isExpressionStatement(parent) || ts.isReturnStatement(parent) || ts.isArrayLiteralExpression(parent);
}

/** The call inside `await`, `void` and `.catch(…)`. @param {ts.Expression} node @returns {ts.CallExpression | null} */
function callOf(node) {
  if (ts.isAwaitExpression(node) || ts.isVoidExpression(node) || ts.isParenthesizedExpression(node))
    return callOf(node.expression);
  if (!ts.isCallExpression(node)) return null;
  const { expression } = node;
  const isChained = ts.isPropertyAccessExpression(expression) && /^(then|catch|finally)$/.test(expression.name.text);
  return (isChained ? callOf(expression.expression) : null) ?? node;
}

/** @param {ts.CallExpression} call */
function nameOf({ expression }) {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text.replace('#', '');
  return ts.isIdentifier(expression) ? expression.text : '';
}

/** The name of the function that a node is in. @param {ts.Node} node */
function functionOf(node) {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (ts.isConstructorDeclaration(at)) return 'constructor';
    const isGiven = ts.isVariableDeclaration(at) || ts.isPropertyAssignment(at) || ts.isPropertyDeclaration(at);
    const { name, initializer } = /** @type {{ name?: ts.Node, initializer?: ts.Node }} */ (at);
    const holdsFunction = isGiven && initializer !== undefined && ts.isArrowFunction(initializer);
    const isNamed = ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at) || ts.isAccessor(at) || holdsFunction;
    if (isNamed && name) return name.getText().replace('#', '');
  }
  return 'top';
}
