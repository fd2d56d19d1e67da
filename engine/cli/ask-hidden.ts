import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/**
 * Asks a question on `output` and gives what is typed on `input`, a terminal, which does not show it; nothing where the input ends (Ctrl-D).
 * Ctrl-C is `onInterrupt`: the terminal is as it was by then.
 */
export function askHidden(
  question: string,
  { input, output }: { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream },
  onInterrupt: () => void,
): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  // With `terminal` it is this interface that would show what is typed, and it writes to nowhere.
  const lines = createInterface({ input, output: silent, terminal: true });
  output.write(question);
  let typed = '';
  let isInterrupted = false;
  lines.once('line', (line) => {
    typed = line;
    lines.close();
  });
  // The terminal does not tell the process of Ctrl-C while its keys are read one by one.
  lines.once('SIGINT', () => {
    isInterrupted = true;
    lines.close();
  });
  return new Promise((resolve) => {
    lines.once('close', () => {
      output.write('\n');
      if (isInterrupted) onInterrupt();
      resolve(typed);
    });
  });
}
