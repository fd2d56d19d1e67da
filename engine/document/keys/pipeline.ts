import { DESCRIPTION_LENGTH_MAX, NAME_LENGTH_MAX, NODES_MAX } from './bounds.ts';
import type { ObjectKind } from './kind.ts';
import { OPERATORS } from './operators.ts';
import { SETTINGS } from './settings.ts';
import { SINKS } from './sinks.ts';
import { SOURCES } from './sources.ts';

/** A whole document: the root of all key tables. */
export const PIPELINE = {
  kind: 'object',
  keys: {
    version: {
      kind: { kind: 'constant', value: 1 },
      isRequired: true,
      whenMissing: 'write version: 1, so that later versions know how to read the document',
      description: 'The version of the contract that the document is written to.',
      example: 1,
    },
    name: {
      kind: { kind: 'text', min: 1, max: NAME_LENGTH_MAX, isOneLine: true },
      isRequired: true,
      description: 'What the pipeline is called.',
      example: 'system-health',
    },
    description: {
      kind: { kind: 'text', max: DESCRIPTION_LENGTH_MAX },
      default: '',
      description: 'What the pipeline is for.',
      example: 'CPU, temperature and disk in 10 s windows',
    },
    settings: { kind: SETTINGS, default: {}, description: 'How the pipeline runs.', example: {} },
    sources: {
      kind: { kind: 'map', names: 'id', of: SOURCES, min: 1, max: NODES_MAX },
      isRequired: true,
      whenMissing: 'a pipeline needs at least one source, such as sensors: { type: system }',
      description: 'Where rows come from.',
      example: { sensors: { type: 'system' } },
    },
    operators: {
      kind: { kind: 'map', names: 'id', of: OPERATORS, min: 0, max: NODES_MAX },
      default: {},
      description: 'What changes rows.',
      example: { hot: { type: 'filter', inputs: ['sensors'], where: '85 < value' } },
    },
    sinks: {
      kind: { kind: 'map', names: 'id', of: SINKS, min: 1, max: NODES_MAX },
      isRequired: true,
      whenMissing: 'a pipeline without sinks does nothing, add one such as screen: { type: chart, inputs: [sensors] }',
      description: 'Where rows end.',
      example: { screen: { type: 'chart', inputs: ['sensors'] } },
    },
  },
} as const satisfies ObjectKind;
