import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asks a question on `output` and gives what is typed on `input`, a terminal, which does not show it. */
export async function askHidden(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  // With `terminal` it is this interface that would show what is typed, and it writes to nowhere.
  const lines = createInterface({ input, output: silent, terminal: true });
  output.write(question);
  try {
    return await lines.question('');
  } finally {
    lines.close();
    output.write('\n');
  }
}
