import { watermarkOnly } from '../../../engine/data/batch.ts';
import type { Batch } from '../../../engine/data/batch.ts';
import { fromRows, toRows } from '../../../engine/data/rows.ts';
import type { Row } from '../../../engine/data/rows.ts';
import type { OperatorNode } from '../../../engine/document/plan.ts';
import { createOperator } from '../../../engine/operators/index.ts';
import type { Operator } from '../../../engine/operators/operator.ts';
import { ALL_KEY_GROUPS } from '../../../engine/state/key-groups.ts';
import { written } from '../../support/moved.ts';
import { planOf } from '../random/real-engine.ts';

/** What came of one step: the results that it brought about, or that its row was late. */
export type Outcome = readonly [step: string, results: readonly string[] | 'late'];

const SOURCE = {
  type: 'file',
  path: 'in.ndjson',
  format: 'ndjson',
  schema: { ts: 'timestamp', name: 'string', n: 'bigint' },
  event_time: { column: 'ts' },
};

/** The node of a plan for the operator that a document says by `keys`, over rows of `ts`, `name` and `n`. */
export function nodeOf(keys: Readonly<Record<string, unknown>>): OperatorNode {
  const document = {
    version: 1,
    name: 'case',
    sources: { in: SOURCE },
    operators: { tested: { inputs: ['in'], ...keys } },
    sinks: { out: { type: 'discard', inputs: ['tested'] } },
  };
  return planOf(JSON.stringify(document)).nodes.find(({ id }) => id === 'tested') as OperatorNode;
}

/**
 * Gives the steps of a case one after the other to an operator: `key2:1@3999` is a row, `W(999)` a watermark, `P(3)` what the clock
 * shows, `SNAP+RESTORE` a restart. A watermark is told with what fired at it, a row only where it brought something about.
 */
export function runSteps(keys: Readonly<Record<string, unknown>>, input: string): Outcome[] {
  const machine = new Machine(nodeOf(keys));
  return input.split(', ').flatMap((step): Outcome[] => {
    const outcome = machine.take(step.trim());
    return outcome.length === 0 && /@|SNAP/.test(step) ? [] : [[step.trim(), outcome]];
  });
}

class Machine {
  readonly #node: OperatorNode;
  #operator: Operator;
  #watermark = -Infinity;
  #results: string[] = [];
  #isLate = false;

  constructor(node: OperatorNode) {
    this.#node = node;
    this.#operator = this.#create();
  }

  take(step: string): readonly string[] | 'late' {
    this.#results = [];
    this.#isLate = false;
    const [, kind, amount] = /^([WP])\((-?\d+|MAX)\)$/.exec(step) ?? [];
    if (step === 'SNAP+RESTORE') this.#restart();
    else if (kind === 'P') this.#operator.processingTime!.advance(Number(amount));
    else if (kind === 'W') this.#rise(amount === 'MAX' ? Infinity : Number(amount));
    else this.#giveRow(step);
    return this.#isLate ? 'late' : this.#results.sort();
  }

  #create(): Operator {
    const told = (batch: Batch): void => {
      this.#results.push(...toRows(batch).map((row, i) => resultText(row, batch.eventTimes![i]!)));
    };
    return createOperator(this.#node, [nodeSchema()], {
      output: { receive: told },
      late: { receive: ({ length }) => void (0 < length && (this.#isLate = true)) },
      counters: { late: 0 },
      reject: (_batch, _row, reason) => {
        throw new Error(reason);
      },
    });
  }

  #rise(watermark: number): void {
    this.#watermark = watermark;
    this.#operator.inputs[0]!.receive(watermarkOnly(nodeSchema(), watermark));
  }

  #giveRow(step: string): void {
    const [, name, n, time] = /^(\w+):(\d+)@(-?\d+)$/.exec(step)!;
    const row = { ts: Number(time), name: name!, n: Number(n) };
    const timed = {
      eventTimes: Float64Array.of(row.ts),
      watermarksBefore: this.#watermark,
      watermark: this.#watermark,
    };
    this.#operator.inputs[0]!.receive({ ...fromRows(nodeSchema(), [row]), ...timed });
  }

  #restart(): void {
    const saved = written(this.#operator.state!.snapshot());
    this.#operator = this.#create();
    this.#operator.state!.restore([saved], ALL_KEY_GROUPS);
  }
}

function nodeSchema() {
  return Object.entries(SOURCE.schema).map(([name, type]) => ({ name, type: type as 'string' }));
}

/** `key1=3 [0,3000) @2999`. */
function resultText({ name, n, window_start, window_end }: Row, time: number): string {
  return `${String(name)}=${String(n)} [${String(window_start)},${String(window_end)}) @${time}`;
}

/** What a case expects, as `runSteps` tells it. */
export function outcomesIn(expected: string): Outcome[] {
  return [...expected.matchAll(/(\S+) → (?:\{([^}]*)\}|(late))/g)].map(([, step, results, late]): Outcome => {
    return [step!, late ? 'late' : results === '' ? [] : results!.split('; ').sort()];
  });
}
