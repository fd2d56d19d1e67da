import type { FileColumn } from '../document/plan.ts';
import { BIGINT_MAX } from '../data/types.ts';
import { fieldOf } from './json-row.ts';
import type { RowCells } from './row-cells.ts';
import { wrongType } from './row-cells.ts';

/** Reads the values of a row of a Parquet file into `cells`, or gives the reason why it is rejected. */
export function readParquetRow(row: object, columns: readonly FileColumn[], cells: RowCells): string | null {
  for (let c = 0; c < columns.length; c++) {
    const value = fieldOf(row, columns[c]!.from);
    if (value === null || value === undefined) cells.setNull(c);
    else {
      const reason = setParquet(cells, c, value);
      if (reason !== null) return reason;
    }
  }
  return null;
}

/** The row as JSON, to be shown; numbers that JSON does not have are texts. */
export function parquetRowText(row: object): string {
  return JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

function setParquet(cells: RowCells, c: number, value: unknown): string | null {
  const column = cells.columns[c]!;
  const refuse = (): string => wrongType(column, typeof value === 'object' ? parquetRowText(value!) : value);
  switch (column.type) {
    case 'string':
      if (typeof value !== 'string') return typeof value === 'bigint' ? wrongType(column, Number(value)) : refuse();
      cells.setText(c, value);
      return null;
    case 'boolean':
      if (typeof value !== 'boolean') return typeof value === 'bigint' ? wrongType(column, Number(value)) : refuse();
      cells.setValue(c, value ? 1 : 0);
      return null;
    case 'timestamp':
      if (value instanceof Date) return setDate(cells, c, value);
      if (typeof value === 'string') return cells.setTime(c, value);
      break;
    default:
  }
  if (typeof value === 'bigint') return setBigint(cells, c, value);
  return typeof value === 'number' ? cells.setNumber(c, value) : refuse();
}

function setDate(cells: RowCells, c: number, date: Date): string | null {
  const time = date.getTime();
  if (Number.isNaN(time)) return `column "${cells.columns[c]!.name}": this is no time that exists`;
  cells.setValue(c, time);
  return null;
}

function setBigint(cells: RowCells, c: number, value: bigint): string | null {
  const { name, type } = cells.columns[c]!;
  const isExact = -BigInt(BIGINT_MAX) <= value && value <= BigInt(BIGINT_MAX);
  if (type !== 'bigint' || isExact) return cells.setNumber(c, Number(value));
  return `column "${name}": ${value} is beyond ±(2^53 − 1), where whole numbers are no longer exact`;
}
