import { Fault } from '../../engine/index.ts';
import type { ExportChoice } from './exporting.ts';
import { parseSpan } from './parse.ts';

const FORMATS = ['csv', 'ndjson', 'parquet', 'millrace'] as const;
const CHARTS_MAX = 1000;
const NAME_LENGTH_MAX = 200;
const PICTURE_BYTES_MAX = 64 * 1024 * 1024;
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** How something is to be exported. */
export function parseExportChoice(value: unknown): ExportChoice {
  const { to, isEpoch, span } = Object(value) as Partial<Record<keyof ExportChoice, unknown>>;
  const format = FORMATS.find((each) => each === to);
  if (format === undefined || typeof isEpoch !== 'boolean')
    throw new Fault('bad-request', `export: it has to be to ${FORMATS.join(', ')}, with or without readable times`);
  if (format === 'millrace' && span !== null)
    throw new Fault('bad-request', 'export: a .millrace file holds a whole recording');
  return { to: format, isEpoch, span: span === null ? null : parseSpan(span) };
}

/** The ids of the charts that are meant; whether there are such charts is another question. */
export function parseChartIds(value: unknown): readonly string[] {
  const isList = Array.isArray(value) && 0 < value.length && value.length <= CHARTS_MAX;
  if (isList && value.every((each) => typeof each === 'string')) return value;
  throw new Fault('bad-request', `charts: from 1 to ${CHARTS_MAX}, each by its id`);
}

/** What a file is to be called: whatever a person calls things, as a name that every system takes. */
export function parseFileName(value: unknown): string {
  if (typeof value !== 'string') throw new Fault('bad-request', 'file name: it has to be a text');
  const plain = value
    .replace(/[<>:"/\\|?*\p{Cc}]+/gu, '-')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, NAME_LENGTH_MAX);
  return plain === '' ? 'export' : plain;
}

/** The bytes of a picture, which are those of a PNG. */
export function parsePicture(value: unknown): Uint8Array {
  const isPng =
    value instanceof Uint8Array && value.length <= PICTURE_BYTES_MAX && PNG.every((byte, at) => value[at] === byte);
  if (isPng) return value;
  throw new Fault('bad-request', 'picture: it has to be a PNG');
}
