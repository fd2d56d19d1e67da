import { keyHelp } from '../messages/key-help.ts';
import type { Json, Kind, OutlineNode } from '../state/contract-types.ts';
import { knownAt, type Table } from './kinds.ts';
import type { Place } from './place.ts';

/** One thing that may stand at the cursor. */
export interface Offer {
  readonly label: string;
  /** What is put there. */
  readonly text: string;
  readonly kind: 'key' | 'value' | 'node';
  /** A sentence about it; empty where there is none. */
  readonly about: string;
}

/** What may stand at `place` in a document with `nodes`, by the tables of the contract. */
export function offersAt(root: Kind, place: Place, nodes: readonly OutlineNode[]): readonly Offer[] {
  const { keys, value } = knownAt(root, place);
  if (place.key === null) return keys ? keyOffers(keys, place) : [];
  if (!value) return [];
  const own = nodes.find(({ id }) => id === place.levels[2]?.key);
  return valueOffers(value.kind, value.spec?.example, inputsFor(own, nodes));
}

function keyOffers(keys: Table, place: Place): readonly Offer[] {
  const there = place.levels.at(-1)!.entries;
  return Object.entries(keys)
    .filter(([name]) => !there.has(name))
    .map(([name, { description }]) => ({ label: name, text: `${name}: `, kind: 'key', about: keyHelp(description) }));
}

function valueOffers(kind: Kind, example: Json | undefined, inputs: readonly string[]): readonly Offer[] {
  switch (kind.kind) {
    case 'choice':
      return kind.of.map((name) => ({ label: name, text: name, kind: 'value', about: '' }));
    case 'boolean':
      return ['true', 'false'].map((name) => ({ label: name, text: name, kind: 'value', about: '' }));
    case 'constant':
      return [{ label: String(kind.value), text: String(kind.value), kind: 'value', about: '' }];
    case 'input':
      return inputs.map((name) => ({ label: name, text: name, kind: 'node', about: '' }));
    case 'list':
      return valueOffers(kind.of, undefined, inputs).map((offer) => ({ ...offer, text: `[${offer.text}]` }));
    case 'variants':
      return Object.keys(kind.of).map((name) => {
        const text = `{ ${kind.tag}: ${name} }`;
        return { label: name, text, kind: 'value', about: '' };
      });
    case 'either':
      return valueOffers(kind.short, example, inputs);
    default:
      return typeof example === 'string' || typeof example === 'number'
        ? [{ label: String(example), text: String(example), kind: 'value', about: '' }]
        : [];
  }
}

const LATE: Readonly<Record<string, readonly string[]>> = {
  window: ['late'],
  pattern: ['late'],
  top_n: ['late'],
  interval_join: ['late', 'late-right'],
};

/** What the inputs of a node may name. */
export function inputsFor(own: OutlineNode | undefined, nodes: readonly OutlineNode[]): readonly string[] {
  const readable = nodes.filter(({ id, role }) => role !== 'sink' && id !== own?.id);
  const late = readable.flatMap(({ id, type }) => (LATE[type] ?? []).map((output) => `${id}.${output}`));
  return [...readable.map(({ id }) => id), ...late];
}
