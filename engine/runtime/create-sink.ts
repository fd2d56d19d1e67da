import type { SinkNode } from '../document/plan.ts';
import { createChartSink } from '../sinks/chart.ts';
import { createConsoleSink } from '../sinks/console.ts';
import { createDiscardSink } from '../sinks/discard.ts';
import { createFileSink } from '../sinks/file.ts';
import { createFollowedSink } from '../sinks/followed.ts';
import { createHttpSink } from '../sinks/http.ts';
import { NOTHING } from '../operators/reads.ts';
import { createKafkaSink } from '../sinks/kafka.ts';
import { createNotificationSink } from '../sinks/notification.ts';
import type { Sink } from '../sinks/sink.ts';
import type { NodeCounters } from './node-counters.ts';
import type { Outlets } from './outlets.ts';
import { programSink } from './program-part.ts';
import type { SubtaskStart } from './protocol.ts';
import type { SubtaskPort } from './subtask.ts';
import { httpSinkDetails } from './http-sink-details.ts';
import { kafkaSurroundings, transactionalName } from './kafka-surroundings.ts';
import { recordingDetails } from './recording-details.ts';

/** What the sinks of a subtask share. */
export interface SinkSurroundings {
  readonly port: Pick<SubtaskPort, 'clock' | 'trial'>;
  readonly outlets: Outlets;
  readonly counters: NodeCounters;
  warn(message: string): void;
}

/** The sink that `node` asks for, or that the program has for it. */
export function createSink(node: SinkNode, start: SubtaskStart, around: SinkSurroundings): Sink {
  return around.port.trial?.sink(node) ?? programSink(start.programs, node.id) ?? createPlanned(node, start, around);
}

function createPlanned(node: SinkNode, start: SubtaskStart, around: SinkSurroundings): Sink {
  const { sink } = node;
  const { counters, outlets, port } = around;
  const context = {
    id: node.id,
    subtask: start.subtask,
    clock: port.clock,
    warn: (message: string) => around.warn(message),
  };
  switch (sink.type) {
    case 'file':
      return createFileSink(sink, node.schema, { ...context, ...recordingDetails(node, start) });
    case 'http':
      return createHttpSink(sink, node.schema, { ...context, counters, ...httpSinkDetails(node.id, sink, start) });
    case 'kafka': {
      const name = transactionalName(node.id, sink, start);
      return createKafkaSink(sink, node.schema, { ...context, ...kafkaSurroundings(sink, true), name });
    }
    case 'chart':
      if (start.followed === node.id) return createFollowedSink(node.id, sink, node.schema, outlets.followed);
      return outlets.points ? createChartSink(node.id, sink, node.schema, outlets.points) : createDiscardSink();
    case 'notification':
      return createNotificationSink(sink, node.schema, { ...context, notices: outlets.notices });
    case 'console':
      return createConsoleSink(node.schema, outlets.console);
    case 'discard':
      return { ...createDiscardSink(), reads: NOTHING };
  }
}
