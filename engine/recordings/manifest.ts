import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Fault } from '../fault.ts';
import type { DurableFiles } from '../files/durable.ts';
import type { WatermarkMoves } from '../time/watermark-moves.ts';
import { areMoves } from '../time/watermark-moves.ts';
import { damaged, Fields } from './manifest-fields.ts';
import type { Manifest, Part, RecordedGap, RecordedTime, UnfinishedPart } from './recording.ts';
import { MANIFEST_NAME } from './recording.ts';

const TYPES = ['string', 'double', 'bigint', 'boolean', 'timestamp'] as const;

/** What stands before the checksum, which is of everything before that. */
const SEAL = ',\n  "sha256": "';

/**
 * The manifest that a text says; throws a Fault that names the field that is wrong. Its checksum covers every byte: one that was
 * changed is not believed. Version 1 had none.
 */
export function readManifest(text: string): Manifest {
  const fields = new Fields(parse(text), '');
  const version = fields.whole('version');
  if (version !== 1 && version !== 2) {
    throw damaged(`version ${version} is not known; a newer version of the program may have written it`);
  }
  if (version === 2 || fields.has('sha256')) checkSeal(text);
  return {
    version: 2,
    ...readStory(fields),
    schema: fields.list('schema', readField),
    document: fields.textOrNull('document'),
    machine: readMachine(fields.object('machine')),
    writer: readWriter(fields.object('writer')),
    rows: fields.whole('rows'),
    bytes: fields.whole('bytes'),
    parts: fields.list('parts', readPart),
    ...(version === 1 ? FIRST_VERSION : readSecondVersion(fields)),
  };
}

/** The text of a manifest: JSON, and last the SHA-256 of all that stands before it. */
export function manifestText(manifest: Manifest): string {
  const body = JSON.stringify(manifest, null, 2).slice(0, -'\n}'.length);
  return `${body}${SEAL}${digest(body)}"\n}\n`;
}

/** Replaces the manifest in `folder`; durable when it settles. */
export async function writeManifest(files: DurableFiles, folder: string, manifest: Manifest): Promise<void> {
  await files.replace(join(folder, MANIFEST_NAME), new TextEncoder().encode(manifestText(manifest)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // A SyntaxError is what a text that is not JSON gives.
    throw error instanceof Fault ? error : damaged((error as Error).message);
  }
}

function checkSeal(text: string): void {
  const at = text.lastIndexOf(SEAL);
  const body = text.slice(0, Math.max(0, at));
  if (text.slice(body.length) === `${SEAL}${digest(body)}"\n}\n`) return;
  throw damaged('it was changed since it was written: its checksum does not fit');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function readStory(fields: Fields) {
  return {
    name: fields.text('name'),
    state: fields.oneOf('state', ['recording', 'complete', 'failed', 'recovered']),
    failure: fields.textOrNull('failure'),
    startedAt: fields.time('startedAt'),
    endedAt: fields.timeOrNull('endedAt'),
    format: fields.oneOf('format', ['ndjson', 'csv', 'parquet']),
    compress: fields.oneOf('compress', ['none', 'gzip']),
  };
}

const FIRST_VERSION = { encrypt: 'none', eventTime: null, unfinished: [], gaps: [], gapCount: 0 } as const;

function readSecondVersion(fields: Fields) {
  const eventTime = fields.objectOrNull('eventTime');
  return {
    encrypt: fields.oneOf('encrypt', ['none', 'age']),
    ...(fields.has('key') && { key: fields.text('key') }),
    eventTime: eventTime && readEventTime(eventTime),
    unfinished: fields.list('unfinished', readUnfinished),
    gaps: fields.list('gaps', readGap),
    gapCount: fields.whole('gapCount'),
  };
}

function readField(field: Fields): Manifest['schema'][number] {
  return { name: field.text('name'), type: field.oneOf('type', TYPES) };
}

function readMachine(machine: Fields): Manifest['machine'] {
  return { host: machine.text('host'), platform: machine.text('platform'), release: machine.text('release') };
}

function readWriter(writer: Fields): Manifest['writer'] {
  const mark = writer.has('mark') ? writer.textOrNull('mark') : null;
  return { pid: writer.whole('pid'), startedAt: writer.text('startedAt'), mark };
}

function readEventTime(time: Fields): RecordedTime {
  return {
    column: time.textOrNull('column'),
    offsetMs: time.number('offsetMs'),
    outOfOrdernessMs: time.whole('outOfOrdernessMs'),
    idleTimeoutMs: time.wholeOrNull('idleTimeoutMs'),
    watermark: time.timeOrNull('watermark'),
    ...(time.has('moves') && { moves: readMoves(time.object('moves')) }),
  };
}

function readMoves(moves: Fields): WatermarkMoves {
  const text = moves.text('moves');
  if (!areMoves(text)) throw damaged(`${moves.name('moves')} is no list of watermarks`);
  return { from: moves.whole('from'), until: moves.wholeOrNull('until'), moves: text };
}

function readGap(gap: Fields): RecordedGap {
  return { at: gap.time('at'), reason: gap.text('reason'), seconds: gap.number('seconds') };
}

function readUnfinished(part: Fields): UnfinishedPart {
  return { ...readPart(part), written: part.whole('written'), end: part.text('end') };
}

function readPart(part: Fields): Part {
  const name = part.text('name');
  // The name becomes a path: it must not lead out of the folder.
  if (!/^part-[0-9A-Za-z._-]+$/.test(name)) throw damaged(`${part.name('name')} is ${JSON.stringify(name)}`);
  return {
    name,
    rows: part.whole('rows'),
    bytes: part.whole('bytes'),
    firstTime: part.timeOrNull('firstTime'),
    lastTime: part.timeOrNull('lastTime'),
    sha256: part.text('sha256'),
    blocks: part.has('blocks') ? part.text('blocks') : '',
  };
}
