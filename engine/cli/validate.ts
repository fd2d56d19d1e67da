import { Writable } from 'node:stream';
import { AS_WRITTEN, toFlinkSql } from '../export/flink-sql/index.ts';
import { parseArguments } from './arguments.ts';
import { EXIT } from './io.ts';
import type { CliIo } from './io.ts';
import { loadDocument } from './load-document.ts';
import { loadWithoutValues } from './load-without-values.ts';

/** `millrace validate FILE…`: checks each document, prints every problem on standard error, and of a valid one whether Flink can run it. */
export async function validate(args: readonly string[], io: CliIo): Promise<number> {
  const parsed = parseArguments(args, {});
  const complaint = typeof parsed === 'string' ? parsed : parsed.rest.length === 0 ? 'name a FILE' : null;
  if (typeof parsed === 'string' || complaint !== null) {
    io.stderr.write(`millrace validate: ${complaint}\n`);
    return EXIT.usage;
  }
  let problems = 0;
  let invalid = 0;
  for (const file of parsed.rest) {
    const loaded = await loadDocument(file, [], io);
    if ('plan' in loaded) {
      io.stdout.write(`${file}: valid, ${counted(loaded.plan.nodes.length, 'node')}, ${await portability(file, io)}\n`);
      continue;
    }
    invalid++;
    problems += loaded.problems;
    io.stderr.write(`${file}: not valid, ${counted(loaded.problems, 'problem')}\n`);
  }
  const files = parsed.rest.length;
  if (1 < files) {
    const wrong = invalid === 0 ? '' : `, ${invalid} not, with ${counted(problems, 'problem')}`;
    io.stderr.write(`${files} documents checked: ${files - invalid} valid${wrong}\n`);
  }
  return 0 < invalid ? EXIT.usage : EXIT.ok;
}

/** Whether it can be said in Flink SQL, and why not. */
async function portability(file: string, io: CliIo): Promise<string> {
  const silent = { ...io, stderr: new Writable({ write: (_chunk, _encoding, done) => done() }) };
  const loaded = await loadWithoutValues(file, [], silent);
  if (!('plan' in loaded)) return 'portable to Flink once the values of its ${NAME} are written out';
  const result = toFlinkSql(loaded.plan, AS_WRITTEN);
  if (!('refusals' in result)) return 'portable to Flink';
  return ['not portable to Flink:', ...result.refusals.map(({ message }) => message)].join('\n  ');
}

function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}
