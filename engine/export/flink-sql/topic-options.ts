import type { KafkaConnection, KafkaSasl, KafkaTls, PlanNode } from '../../document/plan.ts';
import { placeholder } from './placeholder.ts';
import { literal } from './text.ts';
import { topicOf } from './writing.ts';
import type { Writing } from './writing.ts';

/** Which topic of which cluster, and how it is reached. A node that is no topic here becomes one that is called like it. */
export function topicOptions(node: PlanNode, { options: { topics } }: Writing): string[] {
  const topic = topicOf(node);
  const connection = topic === null ? [servers('${KAFKA_SERVERS}')] : connectionOptions(topic.connection, node);
  const name = topic?.topic ?? topics.get(node.id) ?? node.id;
  return ["'connector' = 'kafka'", `'topic' = ${literal(name)}`, ...connection];
}

function connectionOptions({ brokers, tls, sasl }: KafkaConnection, node: PlanNode): string[] {
  const protocol = sasl === null ? (tls === null ? null : 'SSL') : tls === null ? 'SASL_PLAINTEXT' : 'SASL_SSL';
  return [
    servers(brokers.join(',')),
    ...(protocol === null ? [] : [property('security.protocol', protocol)]),
    ...(tls === null ? [] : tlsOptions(tls, node)),
    ...(sasl === null ? [] : saslOptions(sasl)),
  ];
}

function servers(brokers: string): string {
  return property('bootstrap.servers', brokers);
}

// Kafka's Java client wants the certificate and its key, in PKCS #8, in one file.
function tlsOptions({ ca, certificate }: KafkaTls, node: PlanNode): string[] {
  const trusted = ca === null ? [] : [property('ssl.truststore.type', 'PEM'), property('ssl.truststore.location', ca)];
  if (certificate === null) return trusted;
  return [
    ...trusted,
    property('ssl.keystore.type', 'PEM'),
    property('ssl.keystore.location', placeholder(node, 'KEYSTORE')),
  ];
}

/** The classes of the client have other names in the jar of the connector. */
const CLIENT = 'org.apache.flink.kafka.shaded.org.apache.kafka.common.security';
const MODULES: Readonly<Record<KafkaSasl['mechanism'], string>> = {
  plain: 'plain.PlainLoginModule',
  'scram-sha-256': 'scram.ScramLoginModule',
  'scram-sha-512': 'scram.ScramLoginModule',
};

function saslOptions({ mechanism, username, password }: KafkaSasl): string[] {
  const login = `${CLIENT}.${MODULES[mechanism]} required username=${inQuotes(username)} password=${inQuotes(password)};`;
  return [property('sasl.mechanism', mechanism.toUpperCase()), property('sasl.jaas.config', login)];
}

function inQuotes(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function property(name: string, value: string): string {
  return `'properties.${name}' = ${literal(value)}`;
}
