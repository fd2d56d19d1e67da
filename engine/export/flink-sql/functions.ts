import type { CallExpression } from '../../expression/expression.ts';
import { castTo, tryCast } from './casts.ts';
import type { ExpressionWriter, FunctionWriter } from './expression.ts';
import { regexpExtract } from './regular-expressions.ts';
import { epochMs, timeFunctions } from './times.ts';
import { interval } from './text.ts';

/** How each operator and function of expressions is said in Flink SQL, so that it means the same. */
export const functions: Readonly<Record<string, FunctionWriter>> = {
  '+': signed('+'),
  '-': signed('-'),
  '*': infix('*'),
  // What is not finite is null here; in Flink it is Infinity or NaN.
  '/': (call, writer) => {
    const [left, right] = writer.operands(call.arguments);
    const by = call.arguments[1];
    const isFinite = call.type !== 'double' || (by?.kind === 'literal' && by.value !== null && by.value !== 0);
    return `${left} / ${isFinite ? right : `NULLIF(${right}, 0)`}`;
  },
  '%': remainder,
  MOD: remainder,
  '||': infix('||'),
  ...all(['=', '<>', '<', '<=', '>', '>='], infix),
  '!=': infix('<>'),
  AND: infix('AND'),
  OR: infix('OR'),
  NOT: ({ arguments: [x] }, writer) => `NOT ${writer.operand(x!)}`,
  ...all(['IS NULL', 'IS NOT NULL', 'IS TRUE', 'IS NOT TRUE', 'IS FALSE', 'IS NOT FALSE'], postfix),
  ...all(['IS DISTINCT FROM', 'IS NOT DISTINCT FROM'], infix),
  BETWEEN: ({ arguments: args }, writer) => {
    const [x, low, high] = writer.operands(args);
    return `${x} BETWEEN ${low} AND ${high}`;
  },
  IN: ({ arguments: args }, writer) => {
    const [x, ...list] = writer.operands(args);
    return `${x} IN (${list.join(', ')})`;
  },
  LIKE: ({ arguments: args }, writer) => {
    const [x, pattern, escape] = args.map((each) => writer.operand(each));
    return `${x} LIKE ${pattern}${escape === undefined ? '' : ` ESCAPE ${escape}`}`;
  },
  CASE: caseOf,
  ...all(['IF', 'COALESCE', 'NULLIF', 'LEAST', 'GREATEST'], typedCall),
  ...all(['UPPER', 'LOWER', 'REPLACE', 'CONCAT', 'LTRIM', 'RTRIM', 'ABS', 'SIGN'], typedCall),
  SUBSTRING: ({ arguments: [text, ...places] }, writer) =>
    `SUBSTRING(${[writer.typed(text!), ...places.map((each) => int(each, writer))].join(', ')})`,
  TRIM: ({ arguments: [text, characters, side] }, writer) => {
    const where = side?.kind === 'literal' ? side.value : 'BOTH';
    return `TRIM(${where} ${writer.typed(characters!)} FROM ${writer.typed(text!)})`;
  },
  CHAR_LENGTH: ({ arguments: [text] }, writer) => `CAST(CHAR_LENGTH(${writer.typed(text!)}) AS BIGINT)`,
  REGEXP_EXTRACT: regexpExtract,
  ROUND: ({ arguments: [x, digits] }, writer) =>
    `ROUND(${writer.typed(x!)}${digits === undefined ? '' : `, ${int(digits, writer)}`})`,
  SQRT: within('SQRT', '>= 0'),
  LN: within('LN', '> 0'),
  EXP: finite('EXP'),
  POWER: finite('POWER'),
  CAST: castTo,
  TRY_CAST: tryCast,
  ...timeFunctions,
};

function all<K extends string>(names: readonly K[], write: (name: K) => FunctionWriter): Record<K, FunctionWriter> {
  return Object.fromEntries(names.map((name) => [name, write(name)])) as Record<K, FunctionWriter>;
}

function infix(symbol: string): FunctionWriter {
  return ({ arguments: args }, writer) => writer.operands(args).join(` ${symbol} `);
}

function postfix(test: string): FunctionWriter {
  return ({ arguments: [x] }, writer) => `${writer.operand(x!)} ${test}`;
}

function typedCall(name: string): FunctionWriter {
  return ({ arguments: args }, writer) => `${name}(${args.map((each) => writer.typed(each)).join(', ')})`;
}

// Times and intervals: milliseconds are an INTERVAL there, and the difference of two times a number of them.
function signed(symbol: '+' | '-'): FunctionWriter {
  return (call, writer) => {
    const [left, right] = call.arguments;
    if (right === undefined) return symbol === '-' ? `-${writer.operand(left!)}` : writer.typed(left!);
    if (call.type === 'timestamp') return shifted(symbol, call, writer);
    if (left!.type !== 'timestamp') return writer.operands(call.arguments).join(` ${symbol} `);
    return `(${epochMs(writer.typed(left!))}) - (${epochMs(writer.typed(right))})`;
  };
}

function shifted(symbol: '+' | '-', { arguments: args }: CallExpression, writer: ExpressionWriter): string {
  const time = args.find(({ type }) => type === 'timestamp')!;
  const span = args.find((each) => each !== time)!;
  if (span.kind !== 'literal' || typeof span.value !== 'number') {
    writer.scope.refuse(`${symbol} of a time`, 'Flink adds only a written INTERVAL to a time; write one');
    return 'NULL';
  }
  const sign = (symbol === '-') === 0 <= span.value ? '-' : '+';
  return `${writer.operand(time)} ${sign} ${interval(Math.abs(span.value))}`;
}

function remainder(call: CallExpression, writer: ExpressionWriter): string {
  if (call.type === 'double') {
    const why = "Flink's takes whole numbers only; write x - y * FLOOR(x / y), or CAST both to BIGINT";
    writer.scope.refuse('% of a double', why);
  }
  return writer.operands(call.arguments).join(' % ');
}

function caseOf({ arguments: args }: CallExpression, writer: ExpressionWriter): string {
  const texts = args.map((each, i) => (i % 2 === 0 && i < args.length - 1 ? writer.plain(each) : writer.typed(each)));
  const branches: string[] = [];
  for (let i = 0; i + 1 < texts.length; i += 2) branches.push(`WHEN ${texts[i]} THEN ${texts[i + 1]}`);
  return `CASE ${branches.join(' ')} ELSE ${texts.at(-1)} END`;
}

/** Null outside of where the function has a value. */
function within(name: string, test: string): FunctionWriter {
  return ({ arguments: [x] }, writer) =>
    `CASE WHEN ${writer.operand(x!)} ${test} THEN ${name}(${writer.typed(x!)}) ELSE CAST(NULL AS DOUBLE) END`;
}

/** Null where the result is no finite number; a comparison with NaN is false. */
function finite(name: string): FunctionWriter {
  return (call, writer) => {
    const text = typedCall(name)(call, writer);
    return `CASE WHEN ABS(${text}) <= 1.7976931348623157E308 THEN ${text} ELSE CAST(NULL AS DOUBLE) END`;
  };
}

// A position or a number of digits is an INT there.
function int(expression: CallExpression['arguments'][number], writer: ExpressionWriter): string {
  const isNumber = expression.kind === 'literal' && expression.value !== null;
  return isNumber ? writer.plain(expression) : `CAST(${writer.typed(expression)} AS INT)`;
}
