import { hostname } from 'node:os';
import type { KafkaSinkOptions, KafkaSourceOptions } from '../document/plan.ts';
import type { KafkaClient } from '../kafka/client.ts';
import { waitByTimer } from '../sources/wait-by-timer.ts';
import type { SubtaskStart } from './protocol.ts';

/** What a node that talks to a cluster is given; `creates`: the cluster may make the topic. */
export function kafkaSurroundings(
  options: KafkaSourceOptions | KafkaSinkOptions,
  creates: boolean,
): {
  connect(): Promise<KafkaClient>;
  random(): number;
  wait(ms: number, signal: AbortSignal): Promise<void>;
} {
  return {
    async connect() {
      // Loaded only where it is needed.
      const { connectKafka } = await import('../kafka/connect.ts');
      const { connection, topic } = options;
      return connectKafka(connection, { topic, creates, compress: 'compress' in options ? options.compress : 'none' });
    },
    random: Math.random,
    wait: waitByTimer,
  };
}

/** Under what name a sink writes its transactions: nobody else may use it at the same time. */
export function transactionalName(
  id: string,
  { transactionalId }: KafkaSinkOptions,
  { plan, subtask }: SubtaskStart,
): string {
  return transactionalId ?? `millrace.${hostname()}.${plan.name}.${id}.${subtask}`;
}
