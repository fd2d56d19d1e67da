import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setLanguage } from '../../../renderer/messages/messages.ts';
import { said } from '../../../renderer/messages/said.ts';
import { spoken } from '../../support/said-texts.ts';

const folder = new URL('../../../engine/export/flink-sql/', import.meta.url);

beforeEach(() => setLanguage('zh-CN'));
afterEach(() => setLanguage('en'));

test('each reason why a pipeline cannot be said in Flink SQL is said in the language of the page', () => {
  const refusals = readdirSync(folder).flatMap((file) => refusalsIn(readFileSync(new URL(file, folder), 'utf8')));
  expect(refusals.length).toBeGreaterThan(30);
  // What belongs into a document or a command is English everywhere.
  const words = (text: string): string => text.replace(/--tables kafka|“.*?”/g, '');
  expect(refusals.filter((text) => /[A-Za-z]{2,} [a-z]{2,}/.test(words(said(text))))).toEqual([]);
});

test('what, where, why and what to do are told in the order in which they are read', () => {
  expect(said("allowed_lateness on win: Flink's window functions have none; set it to 0s or keep it local")).toBe(
    'win 的 allowed_lateness：Flink 的窗口函数没有它；请将它设为 0s，或只在本机运行',
  );
  const reasons = 'pipeline "a" cannot be said in Flink SQL:\nttl on d: Flink forgets by the clock of the machine';
  expect(said(`${reasons}, not by event time; take it out or keep it local`)).toBe(
    '管道“a”无法用 Flink SQL 表达：\nd 的 ttl：Flink 按机器时钟而不是事件时间遗忘；请去掉它，或只在本机运行',
  );
});

/** Every sentence that a file refuses something with. */
function refusalsIn(text: string): readonly string[] {
  const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest);
  const found: string[] = [];
  const look = (node: ts.Node, outside: ReadonlyMap<string, readonly string[]>): void => {
    const named = ts.isBlock(node) || ts.isSourceFile(node) ? new Map([...outside, ...constantsIn(node)]) : outside;
    const [what, why] = argumentsOf(node);
    const whats = what === undefined ? [] : spoken(what, named);
    for (const reason of why === undefined ? [] : spoken(why, named))
      for (const each of whats.length === 0 ? ['the window'] : whats) found.push(`${each} on window-1: ${reason}`);
    ts.forEachChild(node, (child) => look(child, named));
  };
  look(file, new Map());
  return found;
}

/** What is refused by a call, and why. */
function argumentsOf(node: ts.Node): readonly ts.Expression[] {
  const isRefusal =
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'refuse';
  return isRefusal ? node.arguments.slice(-2) : [];
}

function constantsIn({ statements }: ts.Block | ts.SourceFile): readonly (readonly [string, readonly string[]])[] {
  return statements
    .filter((statement) => ts.isVariableStatement(statement))
    .flatMap(({ declarationList }) => declarationList.declarations)
    .flatMap(({ name, initializer }) =>
      ts.isIdentifier(name) && initializer !== undefined ? [[name.text, spoken(initializer)] as const] : [],
    )
    .filter(([, texts]) => 0 < texts.length);
}
