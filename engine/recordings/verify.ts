import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatTimestamp } from '../data/timestamps.ts';
import { describeFault, systemReason } from '../fault.ts';
import { BLOCK_BYTES, BlockSums } from '../files/block-sums.ts';
import type { DamagedBytes } from './damage-place.ts';
import { differing, placeOf } from './damage-place.ts';
import { readManifest } from './manifest.ts';
import { allParts, partBytes } from './part-bytes.ts';
import { partRows } from './part-rows.ts';
import type { RowReading } from './part-rows.ts';
import { timesOf } from './row-times.ts';
import type { Manifest, Part, UnfinishedPart } from './recording.ts';
import { MANIFEST_NAME } from './recording.ts';

/** One thing that is wrong with a recording, and where. */
export interface Finding {
  /** The file inside the recording. */
  readonly file: string;
  /** The first byte of it that is damaged, as near as rows and checksums tell; null where the damage has no place. */
  readonly offset: number | null;
  /** The first row that cannot be read, as a line of the unpacked text; null where all can, or nobody knows. */
  readonly line: number | null;
  readonly problem: string;
}

/** What a look at every byte of a recording found. */
export interface Verification {
  readonly parts: number;
  readonly rows: number;
  readonly bytes: number;
  /** Whether its rows were not read, because it is encrypted and there was no key. */
  readonly isLocked: boolean;
  /** Empty: every byte is as it was written. */
  readonly findings: readonly Finding[];
}

/** How often a recording is looked at that changes while it is. */
const LOOKS_MAX = 5;
const FINDINGS_PER_PART = 10;
/** Of the checksum of one block. */
const DIGITS = 8;

/** Reads all of a recording and compares it with what its manifest says; without the `key` of an encrypted one, its bytes alone. */
export async function verifyRecording(folder: string, key: RowReading['key'] = null): Promise<Verification> {
  for (let looks = 1; ; looks++) {
    const text = await manifestIn(folder);
    const found = await verifyOnce(folder, text, key);
    // Of a recording that is still being made, pieces become parts meanwhile: then what its manifest said is no longer so.
    if (found.findings.length === 0 || looks === LOOKS_MAX || text === (await manifestIn(folder))) return found;
  }
}

async function manifestIn(folder: string): Promise<string | Error> {
  return readFile(join(folder, MANIFEST_NAME), 'utf8').catch((error: unknown) => error as Error);
}

async function verifyOnce(folder: string, text: string | Error, key: RowReading['key']): Promise<Verification> {
  const findings: Finding[] = [];
  const found = { parts: 0, rows: 0, bytes: 0, isLocked: false };
  let manifest: Manifest;
  try {
    if (typeof text !== 'string') throw text;
    manifest = readManifest(text);
  } catch (error) {
    // Being found out is what this is for.
    return { ...found, findings: [place(MANIFEST_NAME, systemReason(error))] };
  }
  found.isLocked = manifest.encrypt === 'age' && key === null;
  for (const part of allParts(manifest)) {
    const look = await lookAt(folder, part, { manifest, key });
    found.parts++;
    found.rows += look.rows;
    found.bytes += look.bytes;
    findings.push(...look.findings);
  }
  findings.push(...totals(manifest), ...(await strangers(folder, manifest)));
  return { ...found, findings };
}

interface Look {
  readonly rows: number;
  readonly bytes: number;
  readonly findings: readonly Finding[];
}

interface Readable {
  readonly manifest: Manifest;
  readonly key: RowReading['key'];
}

async function lookAt(folder: string, part: Part | UnfinishedPart, what: Readable): Promise<Look> {
  const { bytes, findings } = await checkBytes(folder, part);
  const isLocked = what.manifest.encrypt === 'age' && what.key === null;
  if (isLocked) return { rows: part.rows, bytes, findings: findings.map(plain) };
  const { rows, findings: unreadable } = await checkRows(folder, part, what);
  const lines = unreadable.flatMap(({ line }) => line ?? []);
  const read = { manifest: what.manifest, lines, isWhole: unreadable.length === 0 };
  const placed = await Promise.all(
    findings.map(async (each) =>
      each.damaged ? { ...each, ...(await placeOf(folder, part, { damaged: each.damaged, read })) } : each,
    ),
  );
  return { rows, bytes, findings: withoutEchoes(placed.map(plain), unreadable) };
}

function plain({ file, offset, line, problem }: Damage): Finding {
  return { file, offset, line, problem };
}

/** One thing that is wrong with the bytes of a part, with those that are damaged, where the checksums tell which. */
interface Damage extends Finding {
  readonly damaged: DamagedBytes | null;
}

/** Compares the bytes of a part with its checksums. */
export async function checkBytes(
  folder: string,
  part: Part | UnfinishedPart,
): Promise<{ readonly bytes: number; readonly findings: readonly Damage[] }> {
  const hash = createHash('sha256');
  const sums = new BlockSums();
  let bytes = 0;
  try {
    for await (const piece of partBytes(folder, part)) {
      hash.update(piece);
      sums.update(piece);
      bytes += piece.length;
    }
  } catch (error) {
    return { bytes, findings: [damage(part.name, describeFault(error).message, null)] };
  }
  const findings = differences(part, sums.text, bytes);
  // Recordings of the first version have no checksums of blocks.
  if (findings.length === 0 && hash.digest('hex') !== part.sha256) {
    findings.push(damage(part.name, 'its SHA-256 is not the one in the manifest', null));
  }
  return { bytes, findings };
}

/** The blocks whose checksums differ, each run of them as one finding. */
function differences({ name, bytes: wanted, blocks }: Part, found: string, bytes: number): Damage[] {
  const findings: Damage[] = [];
  const count = Math.ceil(Math.min(blocks.length, found.length) / DIGITS);
  for (let block = 0; block < count && findings.length < FINDINGS_PER_PART; block++) {
    if (sameBlock(blocks, found, block)) continue;
    const from = block;
    while (block + 1 < count && !sameBlock(blocks, found, block + 1)) block++;
    const to = Math.min(wanted, bytes, (block + 1) * BLOCK_BYTES);
    // The last block of a part that was cut short differs because it is not whole.
    if (bytes < wanted && block + 1 === count && from === block) break;
    const damaged = { from: from * BLOCK_BYTES, to: to - 1 };
    findings.push({ ...damage(name, differing(damaged), damaged.from), damaged });
  }
  if (bytes !== wanted) {
    findings.push(damage(name, `it has ${bytes} bytes instead of ${wanted}`, Math.min(bytes, wanted)));
  }
  return findings;
}

function sameBlock(left: string, right: string, block: number): boolean {
  const at = block * DIGITS;
  return left.slice(at, at + DIGITS) === right.slice(at, at + DIGITS);
}

async function checkRows(
  folder: string,
  part: Part | UnfinishedPart,
  { manifest, key }: Readable,
): Promise<Omit<Look, 'bytes'>> {
  const findings: Finding[] = [];
  const span = { first: Infinity, last: -Infinity };
  let rows = 0;
  const reject = ({ line, reason }: { line: number | null; reason: string }): void => {
    if (findings.length < FINDINGS_PER_PART) findings.push({ ...place(part.name, `line ${line}: ${reason}`), line });
  };
  try {
    for await (const batch of partRows(part.name, partBytes(folder, part), manifest, {
      batchSize: 1000,
      reject,
      key,
    })) {
      rows += batch.length;
      widen(span, timesOf(batch, manifest.eventTime), batch.length);
    }
  } catch (error) {
    findings.push(place(part.name, describeFault(error).message));
  }
  if (rows !== part.rows) findings.push(place(part.name, `it has ${rows} rows instead of ${part.rows}`));
  else if (span.first <= span.last) findings.push(...timesDiffer(part, span));
  return { rows, findings };
}

function timesDiffer(part: Part, { first, last }: { first: number; last: number }): Finding[] {
  const wanted = `${part.firstTime} to ${part.lastTime}`;
  const found = `${formatTimestamp(first)} to ${formatTimestamp(last)}`;
  return wanted === found ? [] : [place(part.name, `its rows are of ${found} instead of ${wanted}`)];
}

function widen(span: { first: number; last: number }, times: Float64Array | null, length: number): void {
  for (let i = 0; times !== null && i < length; i++) {
    span.first = Math.min(span.first, times[i]!);
    span.last = Math.max(span.last, times[i]!);
  }
}

/** Both, but where bytes are damaged only those lines that say where. */
function withoutEchoes(damage: readonly Finding[], rows: readonly Finding[]): Finding[] {
  return damage.length === 0 ? [...rows] : [...damage, ...rows.filter(({ line }) => line !== null)];
}

function totals({ parts, rows, bytes }: Manifest): Finding[] {
  const sum = (what: 'rows' | 'bytes'): number => parts.reduce((total, part) => total + part[what], 0);
  if (sum('rows') === rows && sum('bytes') === bytes) return [];
  return [
    place(MANIFEST_NAME, `it counts ${rows} rows and ${bytes} bytes, its parts ${sum('rows')} and ${sum('bytes')}`),
  ];
}

/** Parts that the manifest does not name. */
async function strangers(folder: string, manifest: Manifest): Promise<Finding[]> {
  const known = new Set(allParts(manifest).map(({ name }) => name));
  const names = (await readdir(folder)).filter((name) => /^part-\d/.test(name) && !known.has(name));
  return names.map((name) => place(name, 'the manifest does not name it'));
}

function damage(file: string, problem: string, offset: number | null): Damage {
  return { ...place(file, problem), offset, damaged: null };
}

function place(file: string, problem: string): Finding {
  return { file, offset: null, line: null, problem };
}
