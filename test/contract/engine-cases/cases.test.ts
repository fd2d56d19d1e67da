import { deepEqual } from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'vitest';
import { CASES } from './case.ts';

/** Which file of tests has the case, in this folder or from the folder of all tests, there by the test of that name; or why there is none. */
type Where = { readonly run: string } | { readonly tested: string; readonly by: string } | { readonly out: string };

const run = (name: string): Where => ({ run: `${name}.test.ts` });
const tested = (name: string, by = ''): Where => ({ tested: `${name}.test.ts`, by });
const out = (why: string): Where => ({ out: why });

const NO_TRIGGERS = out('documents have no triggers of their own');
const NO_TTL_STATE = out('keyed state of programs is cleared by timers, it has no time to live');
const NO_BUCKETS = out('a file sink has one part at a time and no buckets');

/** Every case that was collected from Flink's tests. */
const TABLE: Readonly<Record<string, Where>> = {
  A01: tested('engine/windows/tumbling'),
  A03: run('windows'),
  A04: run('windows'),
  A07: run('windows'),
  B01: run('windows'),
  B03: run('windows'),
  B05: run('windows'),
  B07: run('windows'),
  B09: run('windows'),
  B11: run('windows'),
  B13: run('windows'),
  B15: run('windows'),
  C01: run('windows'),
  C04: run('windows'),
  C07: NO_TRIGGERS,
  C10: run('windows'),
  C11: run('windows'),
  D01: run('windows'),
  D03: out('there is no window of all rows'),
  D05: NO_TRIGGERS,
  D08: NO_TRIGGERS,
  D10: NO_TRIGGERS,
  E01: run('windows'),
  E04: tested('engine/runtime/clock-timers'),
  F01: tested('engine/time/watermarks'),
  F03: out('only sources give watermarks'),
  F04: out('no row says of itself that it is a watermark'),
  F05: tested('engine/runtime/idle-watch'),
  F07: run('time'),
  F09: run('time'),
  F11: run('time'),
  F13: run('time'),
  F15: out('a source has no splits'),
  G01: tested('engine/api/process'),
  G02: tested('engine/api/process'),
  G06: tested('engine/api/process'),
  G08: tested('engine/api/process'),
  H01: NO_TTL_STATE,
  H04: NO_TTL_STATE,
  I01: run('joins'),
  I03: run('joins'),
  I06: out('there is no join of windows'),
  J01: run('patterns'),
  J03: run('patterns'),
  J04: run('patterns'),
  J05: run('patterns'),
  J07: out('no step says what must not come'),
  J09: run('patterns'),
  K01: out('a top_n gives each window once and takes nothing back'),
  K03: out('a deduplicate keeps rows by arrival, not by time'),
  K05: run('keyed'),
  K08: run('keyed'),
  L01: out('a subtask takes a barrier between two batches of all its sources, so none of them has to wait for another'),
  L04: tested('engine/sinks/file', 'a commit shows what was prepared for it and before, not what was closed since'),
  L07: tested('engine/sinks/file-recovery', 'a part that was shown and not yet said to be is committed all the same'),
  L08: NO_BUCKETS,
  L10: out('a part is closed by its age and size, not by how long no row came: engine/sinks/file.test.ts'),
  L11: out('a part is closed once it is as large as it may be: engine/sinks/file.test.ts'),
  L12: tested('engine/sinks/file-recovery', 'who goes on in its folder finds all that was committed, and nothing else'),
  L15: NO_BUCKETS,
  L16: tested('engine/runtime/restart-strategy', 'a fixed delay starts again so often'),
  L17: tested('engine/runtime/restart-strategy', 'an exponential delay grows up to its longest'),
  L20: tested('engine/checkpoints/failures', 'a job fails once more checkpoints in a row fail than it stands'),
  L23: tested('contract/checkpoints', 'stops with a savepoint without firing open windows'),
  L25: tested('engine/state/key-groups'),
  L27: out('only keyed state is dealt out among subtasks: engine/operators/window-laws.test.ts'),
  M01: run('windows'),
};

const FOLDER = import.meta.dirname;

test('every case that is said to run is there, word for word, and runs where it is said to', () => {
  const said = Object.entries(TABLE).flatMap(([id, where]) => ('run' in where ? [[id, where.run] as const] : []));
  deepEqual(
    CASES.map(({ id }) => id),
    said.map(([id]) => id),
  );
  const texts = new Map(readdirSync(FOLDER).map((name) => [name, readFileSync(path.join(FOLDER, name), 'utf8')]));
  deepEqual(
    said.filter(([id, file]) => !texts.get(file)?.includes(`'${id}`)),
    [],
  );
});

test('the tests that the other cases have elsewhere are there', () => {
  const elsewhere = Object.values(TABLE).flatMap((where) => ('tested' in where ? [where] : []));
  const texts = elsewhere.map(({ tested }) => readFileSync(path.join(FOLDER, '../..', tested), 'utf8'));
  deepEqual(
    elsewhere.filter(({ by }, i) => !texts[i]!.includes(by)),
    [],
  );
});
