import type { Columns, Type } from '../value.ts';
import type { Expression } from './syntax.ts';

const BOOLEAN = /^(=|<>|<|<=|>|>=|AND|OR|NOT|BETWEEN|IN|LIKE|IS .*)$/;
const STRING = /^(\|\||CONCAT|UPPER|LOWER|TRIM .*|SUBSTRING|REPLACE|REGEXP_EXTRACT)$/;
const BIGINT = /^(CHAR_LENGTH|UNIX_TIMESTAMP)$/;
const DOUBLE = /^(POWER|SQRT|LN|EXP)$/;
const COMMON = /^(LEAST|GREATEST|COALESCE|[*/%]|MOD)$/;

/** The type of a valid expression over `columns`; null of a NULL that nothing else gives a type. */
export function typeOf(expression: Expression, columns: Columns): Type | null {
  switch (expression.kind) {
    case 'literal':
      return expression.type;
    case 'interval':
      return null;
    case 'column':
      return columns.get(expression.name)!;
    case 'cast':
      return expression.to;
    case 'case':
      return common([...expression.branches.map(({ then }) => then), expression.otherwise], columns);
    case 'unit':
      return expression.name === 'EXTRACT' ? 'bigint' : 'timestamp';
    case 'call':
      return typeOfCall(expression.name, expression.operands, columns);
    case 'aggregate':
      return typeOfAggregate(expression.name, expression.operands, columns);
  }
}

function typeOfCall(name: string, operands: readonly Expression[], columns: Columns): Type | null {
  if (BOOLEAN.test(name)) return 'boolean';
  if (STRING.test(name)) return 'string';
  if (BIGINT.test(name)) return 'bigint';
  if (DOUBLE.test(name)) return 'double';
  if (COMMON.test(name)) return common(operands, columns);
  if (name === 'IF') return common(operands.slice(1), columns);
  if (name === '+' || name === '-') return typeOfSum(name, operands, columns);
  // ABS, SIGN, CEIL, FLOOR, ROUND, NULLIF and the sign keep the type of their first operand.
  return typeOf(operands[0]!, columns);
}

function typeOfSum(name: string, operands: readonly Expression[], columns: Columns): Type | null {
  const [left, right] = operands.map((each) => typeOf(each, columns));
  if (name === '-' && left === 'timestamp' && right === 'timestamp') return 'bigint';
  return common(operands, columns);
}

function typeOfAggregate(name: string, operands: readonly Expression[], columns: Columns): Type | null {
  if (name === 'count') return 'bigint';
  if (/^(sum|min|max|first|last|lag)$/.test(name)) return typeOf(operands[0]!, columns);
  if (name === 'delta') return typeOf(operands[0]!, columns) === 'double' ? 'double' : 'bigint';
  return 'double';
}

/** The type in which values of all operands have their place: bigint with double is double. */
function common(operands: readonly Expression[], columns: Columns): Type | null {
  const types = operands.map((each) => typeOf(each, columns)).filter((each) => each !== null);
  return types.includes('double') ? 'double' : (types[0] ?? null);
}
