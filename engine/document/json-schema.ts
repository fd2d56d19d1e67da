import type { Json } from './text/written.ts';
import type { Kind, KeyTable, MapKind, NumberKind, ObjectKind, VariantsKind } from './keys/kind.ts';
import { PIPELINE } from './keys/pipeline.ts';

type JsonSchema = { readonly [keyword: string]: Json };

/** The schema as the file docs/pipeline.schema.json has it, for editors. */
export function documentJsonSchemaText(): string {
  return `${JSON.stringify(documentJsonSchema(), null, 2)}\n`;
}

/**
 * The JSON Schema (draft 2020-12) of what this version runs, made from the same tables as the checks. It helps an editor
 * to complete and to warn; what depends on other parts of the document (ids, columns, types) only the checks know.
 */
export function documentJsonSchema(): JsonSchema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'Pipeline document', ...schemaOf(PIPELINE) };
}

function schemaOf(kind: Kind): JsonSchema {
  switch (kind.kind) {
    case 'text':
      return { type: 'string', ...given('minLength', kind.min), ...given('maxLength', kind.max) };
    case 'number':
    case 'whole':
      return numberSchema(kind);
    case 'list':
      return { type: 'array', items: schemaOf(kind.of), minItems: kind.min, maxItems: kind.max };
    case 'map':
      return mapSchema(kind);
    case 'object':
      return objectSchema(kind);
    case 'variants':
      return variantsSchema(kind);
    case 'either':
      return { anyOf: [schemaOf(kind.short), schemaOf(kind.long)] };
    default:
      return scalarSchema(kind);
  }
}

/** A text may also come from the environment, whatever it is then. */
const REFERENCE = '\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}';

/** What is the same for every key of a kind. */
const SIMPLE = {
  expression: { type: ['string', 'number', 'boolean', 'null'] },
  instant: { type: ['string', 'integer'] },
  scalar: { type: ['string', 'number', 'boolean'] },
  path: { type: 'string', minLength: 1 },
  column: { type: 'string', minLength: 1 },
  template: { type: ['string', 'number', 'boolean'], minLength: 1 },
  input: { type: 'string', minLength: 1 },
  url: { type: 'string', pattern: `^https?://|${REFERENCE}` },
  secret: { type: ['string', 'number', 'boolean'] },
  duration: { type: 'string', pattern: `^-?[0-9]+(\\.[0-9]+)?(ms|s|m|h|d)$|${REFERENCE}` },
  size: { type: 'string', pattern: `^[0-9]+(\\.[0-9]+)?(B|kB|MB|GB|KiB|MiB|GiB)$|${REFERENCE}` },
} as const;

type Compound = 'text' | 'number' | 'whole' | 'list' | 'map' | 'object' | 'variants' | 'either';

/** A value of `schema`, or text that has one from the environment in it. */
function orReference(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'string', pattern: REFERENCE }] };
}

function scalarSchema(kind: Exclude<Kind, { kind: Compound }>): JsonSchema {
  switch (kind.kind) {
    case 'choice':
      return orReference({ enum: [...kind.of] });
    case 'boolean':
      return orReference({ type: 'boolean' });
    case 'constant':
      return { const: kind.value };
    default:
      return SIMPLE[kind.kind];
  }
}

function numberSchema({ kind, min, max, above }: NumberKind): JsonSchema {
  return orReference({
    type: kind === 'whole' ? 'integer' : 'number',
    ...given('minimum', min),
    ...given('maximum', max),
    ...given('exclusiveMinimum', above),
  });
}

const NAMES = {
  id: { pattern: '^[a-z0-9][a-z0-9-]{0,63}$' },
  column: { minLength: 1 },
  header: { pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$" },
} as const;

function mapSchema({ names, of, min, max }: MapKind): JsonSchema {
  const propertyNames = NAMES[names];
  return { type: 'object', propertyNames, additionalProperties: schemaOf(of), minProperties: min, maxProperties: max };
}

function objectSchema({ keys, oneOf }: ObjectKind): JsonSchema {
  const choices = oneOf && { oneOf: oneOf.map((name) => ({ required: [name] })) };
  return { ...tableSchema(keys), ...choices };
}

function variantsSchema({ tag, of, default: standard }: VariantsKind): JsonSchema {
  const variants: JsonSchema[] = Object.entries(of).map(([name, keys]) => {
    const { properties, required } = tableSchema(keys);
    return {
      title: name,
      type: 'object',
      properties: { [tag]: { const: name }, ...(properties as JsonSchema) },
      required: [...(name === standard ? [] : [tag]), ...(required as readonly string[])],
      additionalProperties: false,
    };
  });
  // Which keys there are is then known only where the document is run.
  const unknown = {
    title: `${tag} from the environment`,
    type: 'object',
    properties: { [tag]: { type: 'string', pattern: REFERENCE } },
    required: [tag],
  };
  return { oneOf: [...variants, unknown] };
}

function tableSchema(keys: KeyTable): JsonSchema {
  const known = Object.entries(keys);
  const properties = known.map(([name, { kind, description, example, default: standard }]) => {
    const schema = { ...schemaOf(kind), description, examples: [example], ...given('default', standard) };
    return [name, schema] as const;
  });
  const required = known.filter(([, spec]) => spec.isRequired).map(([name]) => name);
  return { type: 'object', properties: Object.fromEntries(properties), required, additionalProperties: false };
}

function given(keyword: string, value: Json | undefined): JsonSchema {
  return value === undefined ? {} : { [keyword]: value };
}
