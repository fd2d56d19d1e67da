// npm run package [-- --release [--allow-fallback]]: the unpacked folder, a .deb and a .tar.gz in dist/.
import { makePackages } from './package/make.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { runScript, say, SetupFault } from './setup/say.mjs';

const known = ['--release', '--allow-fallback'];

await runScript(async () => {
  const words = process.argv.slice(2);
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined) throw new SetupFault(`There is no option "${unknown}": choose from ${known.join(', ')}.`);
  await ensurePackages();
  const isRelease = words.includes('--release');
  const made = await makePackages({ isRelease, allowsFallback: !isRelease || words.includes('--allow-fallback') });
  for (const file of made) say(file);
});
// electron-builder's libraries end the process with 0 when there is nothing left to do, whatever had failed.
process.exit(process.exitCode ?? 0);
