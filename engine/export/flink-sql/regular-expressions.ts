import type { FunctionWriter } from './expression.ts';

// Of what means the same in JavaScript and in Java: plain characters, sets of them, digits and words, groups, repetitions and ^.
const COMMON =
  /^(?:[A-Za-z0-9 _:;,=@#%&<>~"'!/-]|\\[dDwW.*+?()[\]{}|^$\\/-]|\[\^?(?:[A-Za-z0-9_ .:;,=/@#%-]|\\[dw.\\/\]-])+\]|\((?:\?:)?|[).*+?|^]|\{\d+(?:,\d*)?\})*$/;

/** `REGEXP_EXTRACT`, of patterns that both engines of regular expressions read alike. */
export const regexpExtract: FunctionWriter = ({ arguments: args }, writer) => {
  const [text, pattern, group] = args;
  const source = pattern?.kind === 'literal' ? String(pattern.value) : '';
  if (!COMMON.test(source)) {
    const why =
      'Java and JavaScript read parts of it differently; write it with sets, groups, \\d, \\w and repetitions only';
    writer.scope.refuse(`the pattern '${source}'`, why);
  }
  const number = group === undefined ? '0' : writer.plain(group);
  return `REGEXP_EXTRACT(${writer.typed(text!)}, ${writer.typed(pattern!)}, ${number})`;
};
