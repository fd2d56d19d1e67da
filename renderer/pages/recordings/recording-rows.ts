import { language, t } from '../../messages/messages.ts';
import { ownName } from '../../messages/own-names.ts';
import { said } from '../../messages/said.ts';
import { elapsedText } from '../../shared/dates.ts';
import { exactMomentText, momentText } from '../../shared/phrases.ts';
import type { Tone } from '../../shared/tone.ts';
import { countText, fileSizeText } from '../../shared/units.ts';
import type { RecordingStatus, RecordingSummary } from '../../state/contract-types.ts';

/** One recording in words. */
export interface RecordingRow {
  readonly id: string;
  readonly name: string;
  readonly started: string;
  readonly duration: string;
  readonly rows: string;
  readonly size: string;
  readonly format: string;
  readonly state: string;
  readonly tone: Tone;
  /** A sentence where the state needs one; else empty. */
  readonly detail: string;
  /** Whether there is a manifest that says what it holds. */
  readonly isKnown: boolean;
  /** Whether it is being made: then it cannot be deleted. */
  readonly isCurrent: boolean;
  readonly tags: readonly string[];
}

const TONES: Readonly<Record<RecordingSummary['state'], Tone>> = {
  recording: 'critical',
  complete: 'good',
  failed: 'critical',
  recovered: 'warning',
  damaged: 'critical',
};

/** The library as rows: the one that is being made on top with its live counts, then the newest first. */
export function recordingRows(
  all: readonly RecordingSummary[],
  current: RecordingStatus | null,
  now: number,
): readonly RecordingRow[] {
  return [...all]
    .sort((left, right) => rank(left) - rank(right) || (right.startedAt ?? 0) - (left.startedAt ?? 0))
    .map((summary) => row(isOf(summary, current) ? live(summary, current!, now) : summary, now));
}

/** The rows in which every word of `search` stands somewhere: in the name, a tag, the state, the format or the time. */
export function foundRows(rows: readonly RecordingRow[], search: string): readonly RecordingRow[] {
  const words = search.toLocaleLowerCase(language()).split(/\s+/).filter(Boolean);
  return rows.filter(({ name, tags, state, format, started }) => {
    const text = [name, ...tags, state, format, started].join(' ').toLocaleLowerCase(language());
    return words.every((word) => text.includes(word));
  });
}

/** The tags that a person has written, between commas. */
export function tagsIn(text: string): readonly string[] {
  const tags = text.split(/[,，]/).map((tag) => tag.trim());
  return [...new Set(tags.filter((tag) => tag !== ''))];
}

/** How many recordings there are and what they take together. */
export function libraryText(all: readonly RecordingSummary[]): string {
  const bytes = all.reduce((sum, summary) => sum + summary.bytes, 0);
  const size = fileSizeText(bytes, language());
  return t('recordings.count', { count: countText(all.length, language()), size });
}

function row(summary: RecordingSummary, now: number): RecordingRow {
  const { id, name, state, startedAt } = summary;
  // Without a manifest nothing is known: a zero would be a claim.
  const known = (text: string): string => (startedAt === null ? '–' : text);
  return {
    id,
    name: ownName(name),
    started: startedAt === null ? '–' : momentText(startedAt, now),
    duration: known(elapsedText(summary.durationMs)),
    rows: known(countText(summary.rows, language())),
    size: known(fileSizeText(summary.bytes, language())),
    format: formatText(summary.format),
    state: t(`recording.${state}`),
    tone: TONES[state],
    detail: detailOf(summary, now),
    isKnown: startedAt !== null,
    isCurrent: state === 'recording',
    tags: summary.tags,
  };
}

const FORMATS: Readonly<Record<string, string>> = { ndjson: 'NDJSON', csv: 'CSV', parquet: 'Parquet' };

/** `ndjson.age` is NDJSON that only a passphrase opens. */
function formatText(format: string): string {
  const [name = '', locked] = format.split('.');
  const known = FORMATS[name] ?? name;
  return locked === 'age' ? t('library.encrypted', { format: known }) : known;
}

function detailOf({ state, detail, completeTo }: RecordingSummary, now: number): string {
  if (state !== 'recovered' || completeTo === null) return said(detail ?? '');
  return t('recording.completeTo', { time: exactMomentText(completeTo, now) });
}

function rank({ state }: RecordingSummary): number {
  return state === 'recording' ? 0 : 1;
}

function isOf(summary: RecordingSummary, current: RecordingStatus | null): boolean {
  return current !== null && summary.state === 'recording' && summary.name === current.name;
}

/** Counts of the status are newer than those of the library, which reads the manifest. */
function live(summary: RecordingSummary, current: RecordingStatus, now: number): RecordingSummary {
  return { ...summary, durationMs: now - current.since, rows: current.rows, bytes: current.bytes };
}
