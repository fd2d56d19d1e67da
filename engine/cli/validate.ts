import { EXIT } from './io.ts';
import type { CliIo } from './io.ts';
import { loadDocument } from './load-document.ts';

/** `millrace validate FILE…`: checks each document and prints every problem on standard error. */
export async function validate(args: readonly string[], io: CliIo): Promise<number> {
  const unknown = args.find((arg) => arg.startsWith('-'));
  if (unknown !== undefined || args.length === 0) {
    io.stderr.write(
      unknown === undefined ? 'millrace validate: name a FILE\n' : `millrace validate: unknown option "${unknown}"\n`,
    );
    return EXIT.usage;
  }
  let problems = 0;
  for (const file of args) {
    const loaded = await loadDocument(file, [], io);
    if ('plan' in loaded) {
      io.stdout.write(`${file}: valid, ${loaded.plan.nodes.length} nodes\n`);
    } else {
      problems += loaded.problems;
    }
  }
  if (0 < problems) io.stderr.write(`${problems} ${problems === 1 ? 'problem' : 'problems'}\n`);
  return 0 < problems ? EXIT.usage : EXIT.ok;
}
