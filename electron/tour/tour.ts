import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  Fault,
  type AbsentMetric,
  type JobStatus,
  type RecordingStatus,
  type RecordingSummary,
} from '../../engine/index.ts';
import { readRecordedRows, type SeriesSummary, type RecordedRows } from './recorded-rows.ts';
import { formatTable } from './table.ts';
import { formatValue } from './units.ts';

const SECONDS = 10;
const SERIES_PER_METRIC = 5;

/** How long the page may take to draw its first points. */
const FIRST_DRAWN_MS = 15_000;

/** What the tour does with the app; the same functions that the page's requests go to. */
export interface TourParts {
  readonly firstDrawn: Promise<void>;
  readonly statuses: () => readonly JobStatus[];
  readonly startRecording: () => Promise<RecordingStatus>;
  readonly stopRecording: () => Promise<void>;
  readonly listRecordings: () => Promise<readonly RecordingSummary[]>;
  readonly folderOf: (id: string) => Promise<string>;
  readonly absent: () => Promise<readonly AbsentMetric[]>;
  /** The window as a PNG picture. */
  readonly capture: () => Promise<Uint8Array>;
  readonly pictureFolder: string;
  readonly wait: (ms: number) => Promise<void>;
  readonly print: (line: string) => void;
}

/** Shows on standard output what the app does: watches, records for ten seconds, and says what came of it. */
export async function tour(parts: TourParts): Promise<void> {
  const { print } = parts;
  print('Millrace: a tour of ten seconds');
  await isDrawn(parts);
  print('The window is open and draws what the sensors say.');
  const started = await parts.startRecording();
  await record(parts);
  const picture = await savePicture(parts);
  await parts.stopRecording();
  const summary = await closedRecording(parts, started.name);
  const folder = await parts.folderOf(summary.id);
  const recorded = await readRecordedRows(folder);
  printSeries(recorded.series, print);
  printAbsent(await parts.absent(), print);
  print('');
  print(`Recording   ${folder}`);
  print(`Rows        ${agreedRows(summary, recorded)}`);
  print(`Picture     ${picture}`);
}

async function isDrawn({ firstDrawn, statuses, wait }: TourParts): Promise<void> {
  const isInTime = await Promise.race([firstDrawn.then(() => true), wait(FIRST_DRAWN_MS).then(() => false)]);
  if (isInTime) return;
  const states = statuses().map(
    ({ name, state }) => `${name}: ${state.kind === 'failed' ? state.fault.message : state.kind}`,
  );
  throw new Fault('internal', `the page has drawn nothing within ${FIRST_DRAWN_MS / 1_000} s (${states.join('; ')})`);
}

async function record({ statuses, wait, print }: TourParts): Promise<void> {
  for (let second = 1; second <= SECONDS; second++) {
    await wait(1_000);
    const rows = statuses().reduce((sum, { recording }) => sum + (recording?.rows ?? 0), 0);
    print(`recording ${String(second).padStart(2)} s ${String(rows).padStart(6)} rows`);
  }
}

async function savePicture({ capture, pictureFolder }: TourParts): Promise<string> {
  const file = path.join(pictureFolder, 'millrace.png');
  await mkdir(pictureFolder, { recursive: true });
  await writeFile(file, await capture());
  return file;
}

/** What the library says of the recording, once it is closed properly. */
async function closedRecording({ listRecordings }: TourParts, name: string): Promise<RecordingSummary> {
  const summary = (await listRecordings()).find((each) => each.name === name);
  if (summary === undefined) throw new Fault('not-found', `recording "${name}" is not in the list of recordings`);
  if (summary.state === 'complete') return summary;
  const reason = summary.detail ?? 'no reason given';
  throw new Fault('recording-failed', `recording "${name}" is ${summary.state}: ${reason}`);
}

/** The number of rows in the parts, if that is the number that the recording says it has. */
function agreedRows({ name, rows: said }: RecordingSummary, { rows }: RecordedRows): string {
  if (said !== rows)
    throw new Fault('recording-failed', `recording "${name}" says ${said} rows, its parts have ${rows}`);
  if (rows === 0) throw new Fault('recording-failed', `recording "${name}" has no rows`);
  return `${rows}, as many in the parts as in the manifest`;
}

/** A row for each thing that was measured, but no more than a few of one metric: a machine may have 64 cores. */
function printSeries(series: readonly SeriesSummary[], print: (line: string) => void): void {
  const counts = new Map<string, number>();
  const rows: string[][] = [];
  for (const { metric, entity, unit, minimum, average, maximum, latest } of series) {
    const before = counts.get(metric) ?? 0;
    counts.set(metric, before + 1);
    if (SERIES_PER_METRIC <= before) continue;
    const values = [minimum, average, maximum, latest].map((value) => formatValue(value, unit));
    rows.push([`${before === 0 ? metric : ''.padEnd(metric.length)}  ${entity}`, ...values]);
  }
  print('');
  for (const line of formatTable(['Metric and what of it', 'Minimum', 'Average', 'Maximum', 'Latest'], rows))
    print(line);
  for (const [metric, count] of counts)
    if (SERIES_PER_METRIC < count) print(`(${metric}: ${count - SERIES_PER_METRIC} more are in the recording)`);
}

function printAbsent(absent: readonly AbsentMetric[], print: (line: string) => void): void {
  if (absent.length === 0) return;
  print('');
  print('Not measured on this machine:');
  for (const { metric, reason, remedy } of absent)
    print(`  ${metric}: ${reason}${remedy === null ? '' : ` (${remedy})`}`);
}
