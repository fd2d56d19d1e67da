import type { Scalar } from 'yaml';
import type { Problems } from '../check/problems.ts';
import type { Environment } from './environment.ts';
import { fillIn, rawIndex } from './environment.ts';
import type { ScalarStyle } from './scalar-places.ts';
import { scalarPlaces } from './scalar-places.ts';
import type { Written, WrittenText } from './written.ts';

interface ScalarContext {
  readonly text: string;
  readonly environment: Environment;
  readonly problems: Problems;
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
};

/** The value of `scalar`, which stands at `path`, with `${NAME}` filled in. */
export function writtenScalar(scalar: Scalar, path: string, context: ScalarContext): Written {
  const { value } = scalar;
  const offset = scalar.range![0];
  const shown = scalar.source ?? '';
  if (typeof value === 'string') return writtenText(scalar as Scalar<string>, path, context);
  if (typeof value === 'number') return { kind: 'number', offset, value, shown };
  if (typeof value === 'boolean') return { kind: 'boolean', offset, value, shown };
  return { kind: 'null', offset, shown };
}

function writtenText(scalar: Scalar<string>, path: string, { text, environment, problems }: ScalarContext): Written {
  const shown = scalar.value;
  const [start, end] = scalar.range!;
  let places: Uint32Array | null = null;
  // Only expressions and messages about parts of a text ask for places, so that they are worked out when asked.
  const locateShown = (index: number) => {
    const style = STYLES[scalar.type ?? 'PLAIN'] ?? 'plain';
    places ??= scalarPlaces({ source: text, start, end, style, value: shown });
    return places[Math.min(Math.max(0, index), shown.length)]!;
  };
  const common = { kind: 'text', offset: start, shown, locateShown } as const;
  if (!shown.includes('${')) return { ...common, text: shown, filled: [], locate: locateShown } satisfies WrittenText;
  const filled = fillIn(shown, environment);
  if ('problems' in filled) {
    for (const { index, message } of filled.problems) problems.add(locateShown(index), path, message);
    return { kind: 'broken', offset: start };
  }
  const locate = (index: number) => locateShown(rawIndex(filled, index));
  return { ...common, text: filled.text, filled: filled.names, locate };
}
