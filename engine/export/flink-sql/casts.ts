import type { ColumnType } from '../../data/types.ts';
import type { CallExpression } from '../../expression/expression.ts';
import type { ExpressionWriter } from './expression.ts';
import { SQL_TYPES } from './text.ts';
import { epochMs, ISO_FORMAT } from './times.ts';

/** `CAST`, where Flink's gives the same. */
export function castTo(call: CallExpression, writer: ExpressionWriter): string {
  const value = call.arguments[0]!;
  const { type: to } = call;
  if (value.type === to) return writer.typed(value);
  if (refuseUnlike(value.type, to, writer)) return 'NULL';
  const text = writer.typed(value);
  switch (`${value.type} ${to}`) {
    case 'timestamp string':
      return `DATE_FORMAT(${text}, ${ISO_FORMAT})`;
    case 'timestamp bigint':
      return epochMs(text);
    case 'bigint timestamp':
      return `CAST(TO_TIMESTAMP_LTZ(${text}, 3) AS TIMESTAMP(3))`;
    // It prints TRUE there.
    case 'boolean string':
      return `LOWER(CAST(${text} AS STRING))`;
    case 'bigint boolean':
    case 'double boolean':
      return `${writer.operand(value)} <> 0`;
    default:
      return `CAST(${text} AS ${SQL_TYPES[to]})`;
  }
}

/** `TRY_CAST`; only a text can fail to be cast, apart from numbers beyond the range of bigints. */
export function tryCast(call: CallExpression, writer: ExpressionWriter): string {
  const value = call.arguments[0]!;
  if (value.type !== 'string' || call.type === 'string') return castTo(call, writer);
  if (refuseUnlike(value.type, call.type, writer)) return 'NULL';
  return `TRY_CAST(${writer.typed(value)} AS ${SQL_TYPES[call.type]})`;
}

function refuseUnlike(from: ColumnType, to: ColumnType, { scope }: ExpressionWriter): boolean {
  if (from === 'double' && to === 'string') {
    scope.refuse('CAST of a double to STRING', 'Flink prints 1 as 1.0; CAST it to BIGINT before, or keep it a double');
    return true;
  }
  if (from === 'string' && to === 'timestamp') {
    const why = 'Flink reads other texts as times; declare the column as a timestamp in the schema of the source';
    scope.refuse('CAST of a string to TIMESTAMP', why);
    return true;
  }
  return false;
}
