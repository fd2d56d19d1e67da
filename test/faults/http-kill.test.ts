import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Random } from '../contract/random/random.ts';
import { startCommand } from '../support/command.ts';
import { bodyOf, startServer } from '../support/http/server.ts';
import type { TestServer } from '../support/http/server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { upTo } from './numbered-rows.ts';
import { allowedMs, roundsOf, tellStrikes } from './rounds.ts';

const { rounds, seed } = roundsOf('kills', 4, 0.1);
const ROWS = 20_000 + rounds * 5000;

/** The other side, which comes and goes: on one port, with all that it ever took. */
class Receiver {
  readonly taken: number[] = [];
  #server: TestServer | null = null;
  #port = 0;

  async start(): Promise<number> {
    if (this.#server) return this.#port;
    this.#server = await startServer(
      (request, response) => {
        bodyOf(request).then(
          (body) => {
            for (const line of body.split('\n'))
              if (line !== '') this.taken.push((JSON.parse(line) as { n: number }).n);
            response.end();
          },
          () => undefined,
        );
      },
      { port: this.#port },
    );
    this.#port = this.#server.port;
    return this.#port;
  }

  async stop(): Promise<void> {
    await this.#server?.close();
    this.#server = null;
  }
}

test(
  `each row is sent at least once, through ${rounds} kills of the pipeline and of who takes them (SEED=${seed})`,
  { timeout: allowedMs(60_000 + rounds * 10_000) },
  async () => {
    const folder = temporaryFolder();
    const random = new Random(seed);
    const receiver = new Receiver();
    const port = await receiver.start();
    writeFileSync(
      join(folder, 'p.yaml'),
      `version: 1
name: numbers
settings: { checkpoint: { interval: 100ms }, restart: { strategy: none } }
sources:
  numbers: { type: generator, rows: ${ROWS}, rate: 10000, columns: { n: { sequence: { start: 0, step: 1 } } } }
sinks:
  post: { type: http, inputs: [numbers], url: "http://127.0.0.1:${port}/", batch: { size: 100, timeout: 50ms }, timeout: 1s }
`,
    );
    const start = () => startCommand(['run', 'p.yaml', '--state', 'state'], folder);
    for (let round = 0; round < rounds; round++) {
      const { child, result } = start();
      await wait(random.integer(300, 700));
      if (random.integer(0, 2) !== 0) await receiver.stop();
      await wait(random.integer(0, 400));
      if (random.integer(0, 1) === 1) await receiver.start();
      await wait(random.integer(0, 200));
      child.kill('SIGKILL');
      await result;
      await receiver.start();
    }
    const { code, stderr } = await start().result;
    await receiver.stop();
    const sorted = [...new Set(receiver.taken)].sort((a, b) => a - b);
    expect([code, sorted.length, sorted], stderr).toEqual([0, ROWS, upTo(ROWS)]);
    tellStrikes('kills', rounds, `${ROWS} rows sent, ${receiver.taken.length - ROWS} of them twice (SEED=${seed})`);
  },
);
