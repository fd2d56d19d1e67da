import type { ColumnType } from '../data/types.ts';
import type { Json } from '../document/text/written.ts';
import type { Columns, NamesOf } from './columns.ts';
import type { SinkSpec } from './sinks.ts';
import { timeKeys } from './sources.ts';
import type { EventTimeOptions, FileColumn, FileColumns, SourceSpec } from './sources.ts';
import { rejectionKeys, writtenKeys } from './written-keys.ts';
import type { RejectionOptions } from './written-keys.ts';

/** Which topic of which cluster. Secrets are written as `${NAME}`, and come from the environment where the pipeline runs. */
export interface TopicOptions {
  /** Some of its brokers, `host:port` each. */
  readonly brokers: readonly string[];
  readonly topic: string;
  /** PEM files; `{}` trusts what Node trusts. May be left out on this machine only. */
  readonly tls?: { readonly ca?: string; readonly certificate?: string; readonly key?: string };
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: `\${${string}}`;
  };
}

export interface KafkaSourceOptions<F> extends TopicOptions, RejectionOptions {
  /** `from` is a place in the JSON of the value, or `$key`, `$partition`, `$offset`, `$timestamp` or `$headers.name`. */
  readonly schema: F;
  /** Where it begins without a checkpoint. */
  readonly start?: 'earliest' | 'latest';
  /** Whether it ends with what was there when it began. */
  readonly until?: 'latest';
}

type Timed<C extends Columns> = { readonly eventTime: EventTimeOptions<NamesOf<C, 'timestamp'>> };
type Untimed = { readonly eventTime?: undefined };

/** The rows of a topic. */
export function kafkaSource<const F extends Readonly<Record<string, FileColumn>>>(
  options: KafkaSourceOptions<F> & Timed<FileColumns<F>>,
): SourceSpec<FileColumns<F>, true>;
export function kafkaSource<const F extends Readonly<Record<string, FileColumn>>>(
  options: KafkaSourceOptions<F> & Untimed,
): SourceSpec<FileColumns<F>, false>;
export function kafkaSource(
  options: KafkaSourceOptions<Readonly<Record<string, FileColumn>>> & {
    readonly eventTime?: EventTimeOptions<string> | undefined;
  },
): SourceSpec<Columns, boolean> {
  const { schema, start, until, eventTime } = options;
  const event_time = eventTime && timeKeys(eventTime);
  const keys = { ...topicKeys(options), ...writtenKeys({ schema, start, until, event_time }) };
  return { type: 'kafka', keys: { ...keys, ...rejectionKeys(options) }, part: null };
}

export interface KafkaSinkOptions<K extends string, H extends string> extends TopicOptions {
  /** The column whose text is the key. */
  readonly key?: K;
  /** By header: the column whose text it has. */
  readonly headers?: Readonly<Record<string, H>>;
  readonly compress?: 'none' | 'gzip';
  readonly delivery?: 'exactly_once' | 'at_least_once';
  /** What its transactions are called. */
  readonly transactionalId?: string;
}

/** JSON to a topic, exactly once by transactions. */
export function kafkaSink<const K extends string = never, const H extends string = never>(
  options: KafkaSinkOptions<K, H>,
): SinkSpec<Readonly<Record<K | H, ColumnType>>> {
  const { key, headers, compress, delivery, transactionalId } = options;
  const written = { key, headers, compress, delivery, transactional_id: transactionalId };
  return { type: 'kafka', keys: { ...topicKeys(options), ...writtenKeys(written) } };
}

function topicKeys({ brokers, topic, tls, sasl }: TopicOptions): Record<string, Json> {
  return writtenKeys({ brokers, topic, tls: tls && writtenKeys(tls), sasl });
}
