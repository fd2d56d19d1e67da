import { parse as parseYaml } from 'yaml';
import type { Type } from './value.ts';

/** A document as it is written: it is known to be valid, so nothing is checked. */
export interface Document {
  readonly sources: Readonly<Record<string, SourceText>>;
  readonly operators?: Readonly<Record<string, OperatorText>>;
  readonly sinks: Readonly<Record<string, { readonly type: string; readonly inputs: readonly string[] }>>;
}

export interface SourceText {
  readonly path: string;
  readonly schema: Readonly<Record<string, Type | { readonly type: Type; readonly from: string }>>;
  readonly event_time?: { readonly column: string; readonly out_of_orderness?: string };
}

/** The keys of all operators; which of them are there depends on the type. */
export interface OperatorText {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly where: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly key?: readonly string[];
  readonly window: WindowText;
  readonly aggregate: Readonly<Record<string, string>>;
  readonly allowed_lateness?: string;
  readonly keep?: 'first' | 'changed';
  readonly on?: readonly (string | readonly [string, string])[];
  readonly ttl?: string;
  readonly order_by: readonly string[] | string;
  readonly n: number;
  readonly between: readonly [string, string];
  readonly sequence: readonly StepText[];
  readonly within?: string;
  readonly after_match?: string;
}

export interface WindowText {
  readonly type: 'tumbling' | 'sliding' | 'session' | 'cumulate' | 'count';
  readonly size: string | number;
  readonly slide: string;
  readonly step: string;
  readonly gap: string;
  readonly offset?: string;
}

/** One step of a pattern. */
export interface StepText {
  readonly name: string;
  readonly where?: string;
  readonly times?: number | { readonly min: number; readonly max: number };
  readonly next?: boolean;
  readonly consecutive?: boolean;
}

/** The document `text` says. */
export function readText(text: string): Document {
  // JSON is YAML, and read a lot faster.
  return (text.startsWith('{') ? JSON.parse(text) : parseYaml(text)) as Document;
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `10s` in milliseconds; 0 where nothing is written. */
export function durationMs(text: string | undefined): number {
  if (text === undefined) return 0;
  const [, amount, unit] = /^([-+]?[\d.]+)(\w+)$/.exec(text)!;
  return Number(amount) * UNIT_MS[unit!]!;
}
