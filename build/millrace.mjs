// The millrace command from a checkout: builds it if need be, then becomes it. Standard output is the command's alone.
import Module from 'node:module';
import { ensureBuilt, isFresh } from './bundle/fresh.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { inRoot } from './setup/paths.mjs';
import { runScript } from './setup/say.mjs';

if (!isFresh('cli'))
  await runScript(async () => {
    await ensurePackages();
    ensureBuilt(['cli']);
  });
if (!process.exitCode) {
  // In this process, as if Node had been started on it: signals, standard input and the exit code are its own.
  // npm changes to the project's folder; paths in arguments are meant from where the person is.
  if (process.env.npm_lifecycle_event === 'millrace' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  process.argv[1] = inRoot('out', 'cli', 'millrace.cjs');
  /** @type {{ runMain(file: string): void }} */ (/** @type {unknown} */ (Module)).runMain(process.argv[1]);
}
