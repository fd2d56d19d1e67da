import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'vite';
import type { Kind } from './kinds.ts';

/** A process of its own that writes numbered rows into a recording and says how many it has committed. */
export class Writer {
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;
  readonly #program: string;
  #said = '';
  #complaint = '';
  #wanted = Infinity;
  #reached: (() => void) | undefined;

  /** `program`: the bundle of `bundleWriter`; `folder`: that of the recording, which it goes on with. */
  constructor(program: string, folder: string, kind: Kind) {
    this.#program = program;
    this.#child = spawn(process.execPath, [program, folder, kind], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#closed = once(this.#child, 'close');
    // What it complains of when its disk is gone is of no interest; what keeps it from writing before is.
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.#complaint += text));
    this.#child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text;
      if (this.#wanted <= this.commits) this.#reached?.();
    });
  }

  get commits(): number {
    return this.#said.split('\n').length - 1;
  }

  /** How many rows it has said to be committed. */
  get committed(): number {
    return Number(this.#said.split('\n').at(-2)?.split(' ')[0] ?? 0);
  }

  /** Settles once it has committed `commits` times; rejects when it ends before. */
  async hasCommitted(commits: number): Promise<void> {
    this.#wanted = commits;
    const reached = new Promise<void>((resolve) => (this.#reached = resolve));
    if (this.commits < commits) await Promise.race([reached, this.#closed]);
    if (this.commits < commits)
      throw new Error(`${this.#program} ended after ${this.commits} commits: ${this.#complaint}`);
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#closed;
  }
}

/** Bundles the program of a `Writer` into `outDir` and gives its file. */
export async function bundleWriter(outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, 'writing-child.ts'),
      outDir,
      minify: false,
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'child.cjs' } },
    },
  });
  return join(outDir, 'child.cjs');
}
