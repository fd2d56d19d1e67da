import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Rows } from './rows.ts';
import type { Outcome, Work } from './work.ts';

const SOURCE = path.resolve('test/bench/operators/loops.c');

/** The loops in C over the same rows, compiled here. */
export interface NativeLoops {
  /** Nanoseconds a row of one run, and what came out. */
  run(work: Work): { readonly ns: number; readonly outcome: Outcome };
  remove(): void;
}

/** The loops in C, or null where there is no gcc. */
export function compileLoops(rows: Rows): NativeLoops | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-bench-'));
  const program = path.join(folder, 'loops');
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const compiled = spawnSync('gcc', ['-O3', '-march=native', '-o', program, SOURCE, '-lm'], { stdio: 'inherit' });
  if (compiled.status !== 0) {
    remove();
    return null;
  }
  const columns = path.join(folder, 'rows');
  const length = Float64Array.of(rows.length);
  writeFileSync(columns, Buffer.concat([length, rows.ts, rows.value, rows.key].map((each) => bytesOf(each))));
  return {
    remove,
    run(work) {
      const { status, stdout } = spawnSync(program, [work, columns, '1'], { encoding: 'utf8' });
      if (status !== 0) throw new Error(`the loops in C ended with ${status}`);
      const [times = '', numbers = ''] = stdout.split('\n');
      return { ns: Number(times), outcome: numbers.trim().split(' ').map(Number) };
    },
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
