import type { EventTime, FileColumn } from './source-options.ts';

/** How a cluster is reached. Holds secrets. */
export interface KafkaConnection {
  /** `host:port` of some of its brokers. */
  readonly brokers: readonly string[];
  /** Null: not encrypted, which is for this machine alone. */
  readonly tls: KafkaTls | null;
  readonly sasl: KafkaSasl | null;
}

/** PEM files, absolute; null: the authorities that Node trusts, and no certificate of our own. */
export interface KafkaTls {
  readonly ca: string | null;
  readonly certificate: string | null;
  readonly key: string | null;
}

/** Who asks. */
export interface KafkaSasl {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

/** The rows of a topic. */
export interface KafkaSourceOptions {
  readonly type: 'kafka';
  readonly connection: KafkaConnection;
  readonly topic: string;
  readonly format: 'json';
  /** Where each column is found: in the JSON of the value, or `$key`, `$partition`, `$offset`, `$timestamp`, `$headers.name`. */
  readonly columns: readonly FileColumn[];
  readonly start: 'earliest' | 'latest';
  /** Whether it ends where the topic ended when it was first read. */
  readonly isBounded: boolean;
  readonly eventTime: EventTime | null;
}

/** A topic that rows are written to as JSON. */
export interface KafkaSinkOptions {
  readonly type: 'kafka';
  readonly connection: KafkaConnection;
  readonly topic: string;
  /** The column whose text is the key; null: none. */
  readonly key: string | null;
  /** By header: the column whose text it is. */
  readonly headers: Readonly<Record<string, string>>;
  readonly compress: 'none' | 'gzip';
  readonly delivery: 'exactly_once' | 'at_least_once';
  /** Null: made of the names of the machine, the pipeline and the sink. */
  readonly transactionalId: string | null;
}
