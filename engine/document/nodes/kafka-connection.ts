import { isLoopbackHost, parseBroker } from '../../kafka/addresses.ts';
import { pathTo } from '../check/path.ts';
import { quote } from '../check/quote.ts';
import type { KAFKA_CONNECTION_KEYS } from '../keys/kafka.ts';
import type { CheckedObject } from '../keys/value-of.ts';
import { whole } from '../keys/value-of.ts';
import type { KafkaConnection } from '../plan.ts';
import type { WrittenText } from '../text/written.ts';
import { readPath } from './paths.ts';
import type { NodeContext } from './stream.ts';

type ConnectionValue = CheckedObject<typeof KAFKA_CONNECTION_KEYS>;

/** The topic that a `kafka` node names, and how its cluster is reached; null where that is wrong, which is reported. */
export function readKafkaTopic(
  value: ConnectionValue,
  context: NodeContext,
): { readonly topic: string; readonly connection: KafkaConnection } | null {
  const topic = readTopic(value, context);
  const tls = readTls(value, context);
  const brokers = readBrokers(value, context);
  const sasl = readSasl(value, context);
  const isWrong = topic === null || tls === undefined || sasl === undefined || brokers === null;
  return isWrong ? null : { topic, connection: { brokers, tls, sasl } };
}

function readTopic({ topic, $ }: ConnectionValue, { problems }: NodeContext): string | null {
  if (topic === undefined || topic === null) return null;
  if (/^[A-Za-z0-9._-]+$/.test(topic) && topic !== '.' && topic !== '..') return topic;
  const message = `${quote(topic)} is no name of a topic, write letters, digits, points, lines below and hyphens`;
  problems.add($.offset('topic'), pathTo($.path, 'topic'), message);
  return null;
}

function readBrokers({ brokers, tls, $ }: ConnectionValue, { problems }: NodeContext): readonly string[] | null {
  if (!brokers) return null;
  const read: string[] = [];
  for (const [i, written] of brokers.entries()) {
    if (!written) continue;
    const fault = brokerFault(written, tls !== null);
    if (fault === null) read.push(written.text);
    else problems.add(written.offset, `${pathTo($.path, 'brokers')}[${i}]`, fault);
  }
  return read.length === brokers.length ? read : null;
}

function brokerFault({ text, shown }: WrittenText, hasTls: boolean): string | null {
  const broker = parseBroker(text);
  if (!broker) return `${quote(shown)} is no broker, write its machine and port such as localhost:9092`;
  if (hasTls || isLoopbackHost(broker.host)) return null;
  return 'others could read and change what goes to another machine: add tls, {} for what Node trusts';
}

function readTls({ tls, $ }: ConnectionValue, context: NodeContext): KafkaConnection['tls'] | undefined {
  if (!tls) return tls;
  const path = (key: 'ca' | 'certificate' | 'key'): string | null | undefined => {
    const written = tls[key];
    return written ? (readPath(written, pathTo(pathTo($.path, 'tls'), key), context) ?? undefined) : written;
  };
  const [ca, certificate, key] = [path('ca'), path('certificate'), path('key')];
  if (ca === undefined || certificate === undefined || key === undefined) return undefined;
  if ((certificate === null) !== (key === null)) {
    const message = 'a certificate and its key belong together: write both, or neither';
    context.problems.add(tls.$.offset(), tls.$.path, message);
    return undefined;
  }
  return { ca, certificate, key };
}

function readSasl({ sasl, $ }: ConnectionValue, { problems }: NodeContext): KafkaConnection['sasl'] | undefined {
  if (!sasl) return sasl;
  const good = whole(sasl);
  if (!good) return undefined;
  const { mechanism, username, password } = good;
  if (password.filled.length === 0) {
    const message = 'a secret does not belong into a document, take it from the environment with ${NAME}';
    problems.add(password.offset, pathTo(pathTo($.path, 'sasl'), 'password'), message);
  }
  return { mechanism, username: username.text, password: password.text };
}
