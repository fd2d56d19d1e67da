import { createSecureContext } from 'node:tls';
import Cluster from 'kafkajs/src/cluster/index.js';
import type { Broker } from 'kafkajs/src/cluster/index.js';
import loggers from 'kafkajs/src/loggers/index.js';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import createSocketFactory from 'kafkajs/src/network/socketFactory.js';
import type { KafkaConnection } from '../document/plan.ts';
import { systemClock } from '../time/clock.ts';
import { COMPRESSIONS, learnCompressions } from './compression/codecs.ts';
import type { FetchedPartition, KafkaClient, Leaders, ProducedBatch, Producer, Transactional } from './client.ts';
import { isLoopbackHost } from './addresses.ts';
import { fetchedPartition } from './fetched.ts';
import { readTlsFiles } from './tls-files.ts';
import { troubled } from './trouble.ts';

/** How long a broker may take to answer, and for a connection to stand. */
const REQUEST_MS = 30_000;
const CONNECTION_MS = 5000;
/** How long a fetch waits where there is nothing new. */
const FETCH_WAIT_MS = 500;
/** Most bytes of one fetch, of all partitions of a broker and of each of them, but always a whole entry. */
const FETCH_BYTES = 8 * 1024 * 1024;
const PARTITION_BYTES = 1024 * 1024;
/** After how long without its end the cluster gives a transaction up: the most that clusters allow unless told otherwise. */
const TRANSACTION_MS = 15 * 60 * 1000;
const READ_COMMITTED = 1;
const TRANSACTION_COORDINATOR = 1;
const OFFSET_AT = { latest: -1, earliest: -2 };

calmTimers();
learnCompressions();

/** What is asked of a client. */
export interface KafkaTopic {
  readonly topic: string;
  /** Whether the cluster may make the topic where there is none and it does such things. */
  readonly creates: boolean;
  /** How what is written is compressed. */
  readonly compress: keyof typeof COMPRESSIONS;
}

/** A client for one topic of the cluster. */
export async function connectKafka(
  connection: KafkaConnection,
  { topic, creates, compress }: KafkaTopic,
): Promise<KafkaClient> {
  const ssl = connection.tls && (await readTlsFiles(connection.tls));
  // That the files fit together is only seen here.
  if (ssl) createSecureContext(ssl);
  const cluster = new Cluster({
    logger: loggers.createLogger({ level: 0, logCreator: () => () => undefined }),
    socketFactory: guardedSockets(),
    brokers: connection.brokers,
    ssl: ssl && { rejectUnauthorized: true, ...ssl },
    // It is written to.
    sasl: connection.sasl && { ...connection.sasl },
    clientId: 'millrace',
    connectionTimeout: CONNECTION_MS,
    authenticationTimeout: CONNECTION_MS,
    reauthenticationThreshold: CONNECTION_MS,
    requestTimeout: REQUEST_MS,
    enforceRequestTimeout: true,
    metadataMaxAge: 300_000,
    // Who calls tries again, and tells of it.
    retry: { retries: connection.brokers.length, initialRetryTime: 100, maxRetryTime: 500 },
    allowAutoTopicCreation: creates,
    maxInFlightRequests: null,
    isolationLevel: READ_COMMITTED,
  });
  return new KafkaJsClient(cluster, topic, compress);
}

class KafkaJsClient implements KafkaClient {
  readonly #cluster: Cluster;
  readonly #topic: string;
  readonly #compress: KafkaTopic['compress'];
  #isConnected = false;

  constructor(cluster: Cluster, topic: string, compress: KafkaTopic['compress']) {
    this.#cluster = cluster;
    this.#topic = topic;
    this.#compress = compress;
  }

  async leaders(): Promise<Leaders> {
    if (!this.#isConnected) {
      await this.#cluster.connect();
      await this.#cluster.addTargetTopic(this.#topic);
      this.#isConnected = true;
    } else await this.#cluster.refreshMetadata();
    const leaders = new Map<number, number[]>();
    for (const { partitionId, leader } of this.#cluster.findTopicPartitionMetadata(this.#topic)) {
      leaders.set(
        leader,
        [...(leaders.get(leader) ?? []), partitionId].sort((a, b) => a - b),
      );
    }
    return leaders;
  }

  async offsets(at: 'earliest' | 'latest'): Promise<ReadonlyMap<number, number>> {
    const offsets = new Map<number, number>();
    for (const [nodeId, partitions] of await this.leaders()) {
      const broker = await this.#broker(nodeId);
      const asked = partitions.map((partition) => ({ partition, timestamp: OFFSET_AT[at] }));
      const topics = [{ topic: this.#topic, partitions: asked }];
      const { responses } = await broker.listOffsets({ replicaId: -1, isolationLevel: READ_COMMITTED, topics });
      for (const { partition, offset } of responses[0]?.partitions ?? []) offsets.set(partition, Number(offset));
    }
    return offsets;
  }

  async fetch(nodeId: number, from: ReadonlyMap<number, number>): Promise<readonly FetchedPartition[]> {
    const broker = await this.#broker(nodeId);
    const partitions = [...from].map(([partition, offset]) => ({
      partition,
      fetchOffset: String(offset),
      maxBytes: PARTITION_BYTES,
    }));
    const { responses } = await broker.fetch({
      isolationLevel: READ_COMMITTED,
      maxWaitTime: FETCH_WAIT_MS,
      minBytes: 1,
      maxBytes: FETCH_BYTES,
      topics: [{ topic: this.#topic, partitions }],
    });
    return responses.flatMap(({ partitions: answers }) =>
      answers.map((answer) => fetchedPartition(answer, from.get(answer.partition)!)),
    );
  }

  async identify(transactionalId: string | null): Promise<Producer> {
    const asked = { transactionTimeout: TRANSACTION_MS, ...(transactionalId !== null && { transactionalId }) };
    const broker = transactionalId === null ? await this.#anyBroker() : await this.#coordinator(transactionalId);
    const { producerId, producerEpoch } = await broker.initProducerId(asked);
    return { producerId: Number(producerId), epoch: producerEpoch };
  }

  async addPartitions(producer: Transactional, partitions: readonly number[]): Promise<void> {
    const { transactionalId, producerId, epoch } = producer;
    const broker = await this.#coordinator(transactionalId);
    const topics = [{ topic: this.#topic, partitions }];
    await broker.addPartitionsToTxn({ transactionalId, producerId, producerEpoch: epoch, topics });
  }

  async produce(nodeId: number, producer: Producer, batches: readonly ProducedBatch[]): Promise<void> {
    const broker = await this.#broker(nodeId);
    const partitions = batches.map(({ entries, ...batch }) => ({ ...batch, messages: entries }));
    await broker.produce({
      acks: -1,
      timeout: REQUEST_MS,
      compression: COMPRESSIONS[this.#compress],
      topicData: [{ topic: this.#topic, partitions }],
      producerId: producer.producerId,
      producerEpoch: producer.epoch,
      ...(producer.transactionalId !== undefined && { transactionalId: producer.transactionalId }),
    });
  }

  async end({ transactionalId, producerId, epoch }: Transactional, outcome: 'commit' | 'abort'): Promise<void> {
    const broker = await this.#coordinator(transactionalId);
    const transactionResult = outcome === 'commit';
    await broker.endTxn({ transactionalId, producerId, producerEpoch: epoch, transactionResult });
  }

  async close(): Promise<void> {
    await this.#cluster.disconnect();
  }

  #broker(nodeId: number): Promise<Broker> {
    return this.#cluster.findBroker({ nodeId });
  }

  async #anyBroker(): Promise<Broker> {
    const [nodeId] = [...(await this.leaders()).keys()];
    return this.#broker(nodeId!);
  }

  async #coordinator(transactionalId: string): Promise<Broker> {
    if (!this.#isConnected) await this.leaders();
    return this.#cluster.findGroupCoordinator({ groupId: transactionalId, coordinatorType: TRANSACTION_COORDINATOR });
  }
}

interface SocketOrder {
  readonly host: string;
  readonly ssl?: unknown;
}

/** A cluster says itself where its brokers are: those on other machines are never talked to without TLS, whatever it says. */
function guardedSockets(): unknown {
  const create = createSocketFactory() as (order: SocketOrder) => unknown;
  return (order: SocketOrder): unknown => {
    if (order.ssl || isLoopbackHost(order.host)) return create(order);
    throw troubled(
      `its broker ${order.host} is another machine, and others could read and change what is sent`,
      'add "tls"',
    );
  };
}

/** The package starts timers with negative times, of which newer versions of Node warn on standard error. */
function calmTimers(): void {
  const schedule = Object.getOwnPropertyDescriptor(RequestQueue.prototype, 'scheduleCheckPendingRequests')!
    .value as () => void;
  RequestQueue.prototype.scheduleCheckPendingRequests = function (): void {
    this.throttledUntil = Math.max(this.throttledUntil, systemClock.now());
    schedule.call(this);
  };
}
