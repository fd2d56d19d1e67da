import type { Schema } from '../data/types.ts';
import { Fault } from '../fault.ts';
import type { DurableFiles } from '../files/durable.ts';
import { join } from 'node:path';
import type { Manifest, Part } from './recording.ts';
import { MANIFEST_NAME } from './recording.ts';

type Json = Readonly<Record<string, unknown>>;

const TYPES: readonly unknown[] = ['string', 'double', 'bigint', 'boolean', 'timestamp'];

/** The manifest that a text says; throws a Fault that names the field that is wrong. */
export function readManifest(text: string): Manifest {
  const json = parse(text);
  const version = number(json, 'version');
  if (version !== 1) {
    throw damaged(`version ${version} is not known; a newer version of the program may have written it`);
  }
  return {
    version,
    name: string(json, 'name'),
    state: oneOf(json, 'state', ['recording', 'complete', 'failed']),
    failure: stringOrNull(json, 'failure'),
    startedAt: time(json, 'startedAt'),
    endedAt: json['endedAt'] === null ? null : time(json, 'endedAt'),
    format: oneOf(json, 'format', ['ndjson', 'csv']),
    compress: oneOf(json, 'compress', ['none', 'gzip']),
    schema: readSchema(json),
    document: stringOrNull(json, 'document'),
    machine: readMachine(object(json, 'machine')),
    writer: readWriter(object(json, 'writer')),
    rows: number(json, 'rows'),
    bytes: number(json, 'bytes'),
    parts: array(json, 'parts').map(readPart),
  };
}

/** Replaces the manifest in `folder`; durable when it settles. */
export async function writeManifest(files: DurableFiles, folder: string, manifest: Manifest): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await files.replace(join(folder, MANIFEST_NAME), new TextEncoder().encode(text));
}

function parse(text: string): Json {
  try {
    return asObject(JSON.parse(text) as unknown, 'it');
  } catch (error) {
    // A SyntaxError is what a text that is not JSON gives.
    throw error instanceof Fault ? error : damaged((error as Error).message);
  }
}

function readSchema(json: Json): Schema {
  return array(json, 'schema').map((each, i) => {
    const field = asObject(each, `schema[${i}]`);
    const type = field['type'];
    if (!TYPES.includes(type)) throw damaged(`schema[${i}].type is ${JSON.stringify(type)}`);
    return { name: string(field, 'name'), type: type as Schema[number]['type'] };
  });
}

function readMachine(json: Json): Manifest['machine'] {
  return { host: string(json, 'host'), platform: string(json, 'platform'), release: string(json, 'release') };
}

function readWriter(json: Json): Manifest['writer'] {
  const mark = json['mark'] ?? null;
  return {
    pid: number(json, 'pid'),
    startedAt: string(json, 'startedAt'),
    mark: mark === null ? null : string(json, 'mark'),
  };
}

function readPart(each: unknown, i: number): Part {
  const json = asObject(each, `parts[${i}]`);
  const name = string(json, 'name');
  // The name becomes a path: it must not lead out of the folder.
  if (!/^part-[0-9A-Za-z._-]+$/.test(name)) throw damaged(`parts[${i}].name is ${JSON.stringify(name)}`);
  return {
    name,
    rows: number(json, 'rows'),
    bytes: number(json, 'bytes'),
    firstTime: json['firstTime'] === null ? null : time(json, 'firstTime'),
    lastTime: json['lastTime'] === null ? null : time(json, 'lastTime'),
    sha256: string(json, 'sha256'),
  };
}

function object(json: Json, key: string): Json {
  return asObject(json[key], key);
}

function asObject(value: unknown, what: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damaged(`${what} is not an object`);
  return value as Json;
}

function array(json: Json, key: string): readonly unknown[] {
  const value = json[key];
  if (!Array.isArray(value)) throw damaged(`${key} is not a list`);
  return value;
}

function string(json: Json, key: string): string {
  const value = json[key];
  if (typeof value !== 'string') throw damaged(`${key} is not a text`);
  return value;
}

function stringOrNull(json: Json, key: string): string | null {
  return json[key] === null ? null : string(json, key);
}

function time(json: Json, key: string): string {
  const value = string(json, key);
  if (Number.isNaN(Date.parse(value))) throw damaged(`${key} is not a time: ${JSON.stringify(value)}`);
  return value;
}

function number(json: Json, key: string): number {
  const value = json[key];
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw damaged(`${key} is not a whole number`);
  return value as number;
}

function oneOf<const T extends string>(json: Json, key: string, allowed: readonly T[]): T {
  const value = json[key];
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw damaged(`${key} is ${JSON.stringify(value)}`);
  return found;
}

function damaged(what: string): Fault {
  return new Fault('recording-failed', `${MANIFEST_NAME} cannot be read: ${what}`);
}
