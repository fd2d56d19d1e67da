// The parts of the package below its own doors: those are made for consumer groups, and cannot go on with a transaction.

declare module 'kafkajs/src/cluster/index.js' {
  export default class Cluster {
    constructor(options: Readonly<Record<string, unknown>>);
    connect(): Promise<void>;
    disconnect(): Promise<void>;
    addTargetTopic(topic: string): Promise<void>;
    refreshMetadata(): Promise<void>;
    findTopicPartitionMetadata(topic: string): readonly { readonly partitionId: number; readonly leader: number }[];
    findBroker(of: { readonly nodeId: number }): Promise<Broker>;
    findGroupCoordinator(of: { readonly groupId: string; readonly coordinatorType: number }): Promise<Broker>;
  }

  export interface Broker {
    listOffsets(request: Readonly<Record<string, unknown>>): Promise<{
      readonly responses: readonly {
        readonly partitions: readonly { readonly partition: number; readonly offset: string }[];
      }[];
    }>;
    fetch(request: Readonly<Record<string, unknown>>): Promise<{
      readonly responses: readonly { readonly partitions: readonly PartitionAnswer[] }[];
    }>;
    initProducerId(request: {
      readonly transactionalId?: string;
      readonly transactionTimeout: number;
    }): Promise<{ readonly producerId: string; readonly producerEpoch: number }>;
    addPartitionsToTxn(request: Readonly<Record<string, unknown>>): Promise<unknown>;
    produce(request: Readonly<Record<string, unknown>>): Promise<unknown>;
    endTxn(request: Readonly<Record<string, unknown>>): Promise<unknown>;
  }

  export interface PartitionAnswer {
    readonly partition: number;
    readonly abortedTransactions: readonly { readonly producerId: string; readonly firstOffset: string }[] | null;
    readonly messages: readonly MessageAnswer[];
  }

  export interface MessageAnswer {
    readonly offset: string;
    readonly timestamp: string;
    readonly key: Buffer | null;
    readonly value: Buffer | null;
    readonly headers?: Readonly<Record<string, Buffer | readonly Buffer[]>>;
    readonly isControlRecord?: boolean;
    readonly batchContext?: {
      readonly firstOffset: string;
      readonly lastOffsetDelta: number;
      readonly producerId: string;
      readonly inTransaction: boolean;
    };
  }
}

declare module 'kafkajs/src/loggers/index.js' {
  const loggers: {
    readonly createLogger: (options: {
      readonly level: number;
      readonly logCreator: () => () => void;
    }) => Readonly<Record<string, unknown>>;
  };
  export default loggers;
}

declare module 'kafkajs/src/network/socketFactory.js' {
  export default function createSocketFactory(): unknown;
}

declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    throttledUntil: number;
    scheduleCheckPendingRequests(): void;
  }
}

declare module 'kafkajs/src/protocol/message/compression/index.js' {
  export interface Codec {
    compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>;
    decompress(bytes: Buffer): Promise<Buffer>;
  }

  const compression: {
    readonly Codecs: Record<number, () => Codec>;
    readonly Types: { readonly GZIP: 1; readonly Snappy: 2; readonly LZ4: 3; readonly ZSTD: 4 };
  };
  export default compression;
}
