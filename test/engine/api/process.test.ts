import { deepEqual, equal, throws } from 'node:assert/strict';
import { describe, test } from 'vitest';
import type { StateSpecs } from '../../../engine/api/process/function.ts';
import type { AnyProcessFunction } from '../../../engine/api/process/operator.ts';
import { createProcess } from '../../../engine/api/process/operator.ts';
import type { ProcessFunction } from '../../../engine/api/index.ts';
import { listState, mapState, valueState } from '../../../engine/api/index.ts';
import type { Batch } from '../../../engine/data/batch.ts';
import type { Schema } from '../../../engine/data/types.ts';
import { ALL_KEY_GROUPS } from '../../../engine/state/key-groups.ts';
import type { Emitted, Signal } from '../../support/collect.ts';
import { collect, END, row, rowsOf, toBatches, watermark } from '../../support/collect.ts';
import { operatorNode } from '../../support/operator-nodes.ts';
import { written } from '../../support/moved.ts';

const INPUT: Schema = [
  { name: 'key', type: 'bigint' },
  { name: 'value', type: 'bigint' },
];
type In = { readonly key: 'bigint'; readonly value: 'bigint' };
const OUT = { text: 'string' } as const;
type Code<S extends StateSpecs = Record<never, never>> = ProcessFunction<In, 'key', typeof OUT, S>;

/** `code`, with the types of its states. */
function typed<const S extends StateSpecs>(code: Code<S>): Code<S> {
  return code;
}

/** The operator of `code`. `run` gives it signals in batches of `sizes`, and then what it gave; `drain` only that. */
function start(code: object) {
  const batches: Batch[] = [];
  const node = operatorNode({ type: 'select', columns: [] }, [{ name: 'text', type: 'string' }]);
  const output = { receive: (batch: Batch) => void batches.push(batch) };
  const context = { output, late: null, counters: { late: 0 }, reject: () => undefined };
  const operator = createProcess({ node, key: ['key'] }, code as AnyProcessFunction, { inputSchema: INPUT, context });
  let last = -Infinity;
  const drain = (): Emitted[] => collect(({ output }) => output, batches.splice(0));
  return {
    operator,
    drain,
    run(signals: readonly Signal[], sizes: readonly number[] = [1]): Emitted[] {
      const before = last === -Infinity ? [] : [watermark(last)];
      for (const batch of toBatches(INPUT, [...before, ...signals], sizes)) {
        operator.inputs[0]!.receive(batch);
        last = batch.watermark;
      }
      return drain();
    },
  };
}

const value = (time: number, value: number, key = value) => row(time, { key, value });
const text = (time: number, text: string) => row(time, { text });

describe("Flink's own tests:", () => {
  test('an event timer fires with its own time, before the watermark that it waited for (G01)', () => {
    const code: Code = {
      columns: OUT,
      processElement(row, { collect, timerService }) {
        collect({ text: String(row.value) });
        timerService.registerEventTimeTimer(5);
      },
      onTimer: (_, { collect }) => collect({ text: '1777' }),
    };
    deepEqual(start(code).run([watermark(0), value(42, 17), watermark(5)]), [
      watermark(0),
      text(42, '17'),
      text(5, '1777'),
      watermark(5),
    ]);
  });

  test('timers and state belong to a key, and a timer that was deleted does not fire (G02)', () => {
    const code = typed({
      columns: OUT,
      state: { seen: valueState<number>() },
      processElement(row, { state, timerService, collect }) {
        const at = timerService.currentWatermark();
        if (state.seen.value() === null) {
          collect({ text: `INPUT:${row.value}` });
          state.seen.update(row.value!);
          timerService.registerEventTimeTimer(at + 5);
        } else {
          state.seen.clear();
          timerService.deleteEventTimeTimer(at + 4);
        }
      },
      onTimer: (_, { state, collect }) => collect({ text: `STATE:${state.seen.value()}` }),
    });
    const input = [
      watermark(1),
      value(0, 17),
      value(0, 13),
      watermark(2),
      value(1, 42),
      value(1, 13),
      watermark(6),
      watermark(7),
    ];
    deepEqual(start(code).run(input), [
      watermark(1),
      text(0, 'INPUT:17'),
      text(0, 'INPUT:13'),
      watermark(2),
      text(1, 'INPUT:42'),
      text(6, 'STATE:17'),
      watermark(6),
      text(7, 'STATE:42'),
      watermark(7),
    ]);
  });

  test('timers are saved and go on, those of the clock that are due at once and without an event time (G06)', () => {
    const code: Code = {
      columns: OUT,
      processElement(_, { timerService }) {
        timerService.registerEventTimeTimer(6);
        timerService.registerProcessingTimeTimer(5);
      },
      onTimer: ({ kind }, { collect }) => collect({ text: kind === 'event' ? 'EVENT:1777' : 'PROC:1777' }),
    };
    const before = start(code);
    before.operator.processingTime!.advance(0);
    before.run([value(100, 5)]);
    const after = start(code);
    after.operator.state!.restore([written(before.operator.state!.snapshot())], ALL_KEY_GROUPS);
    equal(after.operator.processingTime!.nextTimer(), 5);
    after.operator.processingTime!.advance(5);
    deepEqual(after.drain(), []);
    after.operator.processingTime!.advance(6);
    deepEqual(after.drain(), [text(NaN, 'PROC:1777')]);
    deepEqual(after.run([watermark(6)]), [text(6, 'EVENT:1777'), watermark(6)]);
  });

  test('a row knows its time and the watermark, and one that is late is given all the same (G08)', () => {
    const code: Code = {
      columns: OUT,
      processElement: (row, { collect, timestamp, timerService }) =>
        collect({ text: `${row.value}: WM=${timerService.currentWatermark()} TS=${timestamp}` }),
    };
    deepEqual(start(code).run([watermark(17), value(12, 5), watermark(42), value(13, 6)]), [
      watermark(17),
      text(12, '5: WM=17 TS=12'),
      watermark(42),
      text(13, '6: WM=42 TS=13'),
    ]);
  });
});

/** Echoes what fires: `key@time` and the watermark at that moment. */
const echo = (processElement: Code['processElement']): Code => ({
  columns: OUT,
  processElement,
  onTimer: ({ time }, { key, collect, timerService }) =>
    collect({ text: `${key.key}@${time} under ${timerService.currentWatermark()}` }),
});

describe('timers', () => {
  test('fire by time, and of one time in the order in which they were registered; each once', () => {
    const code = echo(({ value }, { timerService }) => {
      for (const time of [value!, 9, value!, 9]) timerService.registerEventTimeTimer(time);
    });
    deepEqual(rowsOf(start(code).run([value(0, 8), value(0, 3), value(0, 7), watermark(20)])), [
      text(3, '3@3 under 20'),
      text(7, '7@7 under 20'),
      text(8, '8@8 under 20'),
      text(9, '8@9 under 20'),
      text(9, '3@9 under 20'),
      text(9, '7@9 under 20'),
    ]);
  });

  test('that are past fire with the next watermark, but at once when a timer registers them', () => {
    const code: Code = {
      columns: OUT,
      processElement: (_, { timerService }) => timerService.registerEventTimeTimer(5),
      onTimer({ time }, { collect, timerService }) {
        collect({ text: String(time) });
        if (time === 5) timerService.registerEventTimeTimer(1);
      },
    };
    deepEqual(start(code).run([watermark(10), value(11, 1), value(12, 1), watermark(11), value(13, 1)]), [
      watermark(10),
      text(5, '5'),
      text(1, '1'),
      watermark(11),
    ]);
  });

  test('all fire when the input ends, but not those of the clock', () => {
    const code = echo((_, { timerService }) => {
      timerService.registerEventTimeTimer(1e12);
      timerService.registerProcessingTimeTimer(5);
    });
    const { operator, run } = start(code);
    operator.processingTime!.advance(5);
    deepEqual(run([value(0, 1), END]), [text(1e12, '1@1000000000000 under Infinity'), END]);
  });

  test('of the clock fire once it shows more than their time, and know what it shows', () => {
    const code: Code = {
      columns: OUT,
      processElement: (_, { timerService }) => {
        timerService.registerProcessingTimeTimer(7);
        timerService.registerProcessingTimeTimer(8);
        timerService.registerProcessingTimeTimer(9);
        timerService.deleteProcessingTimeTimer(8);
      },
      onTimer: ({ time, kind }, { collect, timerService }) =>
        collect({ text: `${kind} ${time} at ${timerService.currentProcessingTime()}` }),
    };
    const { operator, run, drain } = start(code);
    run([value(0, 1)]);
    const given = [7, 8, 9, 12].map((now) => {
      operator.processingTime!.advance(now);
      return rowsOf(drain()).map(({ row: { text } }) => text);
    });
    deepEqual(given, [[], ['processing 7 at 8'], [], ['processing 9 at 12']]);
    equal(operator.processingTime!.nextTimer(), Infinity);
  });

  test('stay in order when many are deleted', () => {
    const code = echo((_, { timerService }) => {
      for (let time = 1; time <= 1000; time++) timerService.registerEventTimeTimer(time);
      for (let time = 1; time <= 1000; time++) if (time % 300 !== 0) timerService.deleteEventTimeTimer(time);
    });
    deepEqual(
      rowsOf(start(code).run([value(0, 1), watermark(2000)])).map(({ time }) => time),
      [300, 600, 900],
    );
  });
});

test('the same rows give the same, however they are batched', () => {
  const code = echo(({ value }, { timerService, collect, key }) => {
    collect({ text: `${key.key} under ${timerService.currentWatermark()}` });
    if (value! % 3 === 0) timerService.deleteEventTimeTimer(value! + 4);
    else timerService.registerEventTimeTimer(value! + 5);
  });
  const input: Signal[] = [];
  for (let i = 0; i < 60; i++) input.push(value(i, i, i % 4), watermark(i - 3));
  const runs = [[1], [2], [7], [1000], [3, 1, 11, 2]].map((sizes) => start(code).run([...input, END], sizes));
  for (const run of runs) deepEqual(run, runs[0]);
  equal(rowsOf(runs[0]!).length > 80, true);
});

test('each row is an object of its own, which may be kept', () => {
  const code = typed({
    columns: OUT,
    state: { rows: listState<unknown>() },
    processElement(row, { state, collect }) {
      state.rows.add(row);
      collect({ text: JSON.stringify([Object.keys(row), ...state.rows.get()]) });
    },
  });
  const emitted = start(code).run([value(0, 4, 1), row(0, { key: 1, value: null }), value(0, 6, 1)]);
  deepEqual(rowsOf(emitted).at(-1)!.row, {
    text: '[["key","value"],{"key":1,"value":4},{"key":1,"value":null},{"key":1,"value":6}]',
  });
});

describe('state', () => {
  const all = typed({
    columns: OUT,
    state: { last: valueState<number>(), list: listState<number>(), map: mapState<string, number>() },
    processElement({ value }, { state, collect, key }) {
      const { last, list, map } = state;
      const shown = [last.value(), list.get(), map.entries(), map.get('sum'), map.contains('sum'), map.isEmpty()];
      collect({ text: `${key.key} ${JSON.stringify(shown)}` });
      if (value === 0) {
        last.clear();
        list.clear();
        map.remove('sum');
        return;
      }
      last.update(value!);
      list.add(value!);
      if (value === 9) list.update([9]);
      map.put('sum', (map.get('sum') ?? 0) + value!);
    },
  });
  const texts = (emitted: readonly Emitted[]) => rowsOf(emitted).map(({ row: { text } }) => String(text));

  test('is kept by key, and gone when it is cleared', () => {
    const input = [value(0, 4, 1), value(0, 5, 2), value(0, 6, 1), value(0, 9, 1), value(0, 0, 1), value(0, 1, 1)];
    deepEqual(texts(start(all).run(input)), [
      '1 [null,[],[],null,false,true]',
      '2 [null,[],[],null,false,true]',
      '1 [4,[4],[["sum",4]],4,true,false]',
      '1 [6,[4,6],[["sum",10]],10,true,false]',
      '1 [9,[9],[["sum",19]],19,true,false]',
      '1 [null,[],[],null,false,true]',
    ]);
  });

  test('is saved, and dealt out among other subtasks by its keys', () => {
    const before = start(all);
    before.run([value(0, 4, 1), value(0, 5, 2), value(0, 6, 3)]);
    const saved = [written(before.operator.state!.snapshot())];
    const halves = [
      { first: 0, last: 63 },
      { first: 64, last: 127 },
    ].map((groups) => {
      const after = start(all);
      after.operator.state!.restore(saved, groups);
      return texts(after.run([value(0, 1, 1), value(0, 1, 2), value(0, 1, 3)]));
    });
    const kept = halves[0]!.map((line, i) => [line, halves[1]![i]!].filter((each) => !each.includes('null')));
    deepEqual(kept, [
      ['1 [4,[4],[["sum",4]],4,true,false]'],
      ['2 [5,[5],[["sum",5]],5,true,false]'],
      ['3 [6,[6],[["sum",6]],6,true,false]'],
    ]);
  });

  test('that cannot be saved is named, with what can', () => {
    const code = typed({
      columns: OUT,
      state: { last: valueState<() => number>() },
      processElement: (_, { state }) => state.last.update(() => 1),
    });
    const { operator, run } = start(code);
    run([value(0, 1)]);
    throws(
      () => operator.state!.snapshot(),
      /operator "tested": its state cannot be saved \(.*could not be cloned.*\); keep plain values, arrays, objects, Map, Set or Date/,
    );
  });
});

describe('code that goes wrong is told under its operator:', () => {
  const failure = (processElement: Code['processElement']) => () => start(echo(processElement)).run([value(0, 1)]);

  test('an exception', () => {
    throws(
      failure(() => {
        throw new Error('no such luck');
      }),
      { code: 'operator-failed', message: 'operator "tested": processElement failed: no such luck' },
    );
  });

  test('a value of another type', () => {
    const wrong = { text: 5 } as unknown as { text: string };
    throws(
      failure((_, { collect }) => collect(wrong)),
      { message: 'operator "tested": column "text" is a string, but is given 5' },
    );
  });

  test('a timer for no time', () => {
    throws(
      failure((_, { timerService }) => timerService.registerEventTimeTimer(NaN)),
      { message: 'operator "tested": a timer for NaN is for no time, give whole milliseconds' },
    );
  });

  test('a timer from outside of its row', () => {
    let service!: Parameters<Code['processElement']>[1]['timerService'];
    start(echo((_, { timerService }) => void (service = timerService))).run([value(0, 1)]);
    throws(() => service.registerEventTimeTimer(1), /good only while processElement or onTimer runs; wait for nothing/);
  });
});
