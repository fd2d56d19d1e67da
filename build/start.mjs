// npm start [-- arguments of the app]: sets up what is missing, then opens the app.
import fs from 'node:fs';
import { ensureBuilt } from './bundle/fresh.mjs';
import { onDisplay, openVirtualDisplay } from './electron/display.mjs';
import { launch, logFile } from './electron/launch.mjs';
import { describeRuntime, electronRuntime } from './electron/runtime.mjs';
import { checkSandbox } from './electron/sandbox.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { inRoot, isRoot } from './setup/paths.mjs';
import { runScript, say } from './setup/say.mjs';
import { ensureWindowSystem, hasDisplay } from './setup/system.mjs';

await runScript(async () => {
  await ensurePackages();
  await ensureWindowSystem();
  const runtime = await electronRuntime();
  ensureBuilt(['main', 'page']);
  checkSandbox(runtime);
  say(`Millrace on ${describeRuntime(runtime)}.`);
  if (isRoot && process.platform === 'linux')
    say('Started as root: Chromium runs without its sandbox. Better start it as yourself.');
  const args = process.argv.slice(2);
  fs.mkdirSync(inRoot('out'), { recursive: true });
  if (hasDisplay) return report(await launch(runtime, args, process.env).ended);
  if (!args.includes('--tour') && !args.includes('--help')) {
    say(
      'There is no display here (DISPLAY and WAYLAND_DISPLAY are not set): Millrace shows itself on a virtual one, with --tour.',
    );
    args.push('--tour');
  }
  const display = await openVirtualDisplay();
  try {
    return report(await launch(runtime, args, onDisplay(display.name)).ended);
  } finally {
    display.stop();
  }
});

/** @param {number} code */
function report(code) {
  if (code !== 0) say(`Millrace ended with code ${code}; everything it said is in ${logFile}.`);
  return code;
}
