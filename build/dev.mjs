// npm run dev: the page from a development server, and the app started again whenever its own source changes.
import fs from 'node:fs';
import { ensureBuilt } from './bundle/fresh.mjs';
import { launch } from './electron/launch.mjs';
import { describeRuntime, electronRuntime } from './electron/runtime.mjs';
import { checkSandbox } from './electron/sandbox.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { inRoot } from './setup/paths.mjs';
import { runScript, say, SetupFault } from './setup/say.mjs';
import { ensureWindowSystem, hasDisplay } from './setup/system.mjs';

/** An editor that saves several files at once causes one start. */
const QUIET_MS = 150;

await runScript(async () => {
  if (!hasDisplay) throw new SetupFault('npm run dev needs a display: DISPLAY and WAYLAND_DISPLAY are not set.');
  await ensurePackages();
  await ensureWindowSystem();
  const runtime = await electronRuntime();
  checkSandbox(runtime);
  ensureBuilt(['main']);
  const server = await serve();
  say(`Millrace on ${describeRuntime(runtime)}; the page comes from ${server.url} and follows its source.`);
  try {
    return await keepRunning(runtime, { ...process.env, ELECTRON_RENDERER_URL: server.url });
  } finally {
    await server.close();
  }
});

async function serve() {
  const { createServer } = await import('vite');
  const { pageBundle } = await import('./bundle/bundles.mjs');
  const server = await createServer(pageBundle('out/renderer'));
  await server.listen();
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}

/**
 * Starts the app, and again after each change; ends when the app is closed by hand.
 * @param {import('./electron/runtime.mjs').Runtime} runtime
 * @param {NodeJS.ProcessEnv} env
 */
async function keepRunning(runtime, env) {
  let isChanged = false;
  let running = launch(runtime, process.argv.slice(2), env);
  const stopWatching = watch(['engine', 'electron'], () => {
    isChanged = true;
    running.child.kill();
  });
  try {
    for (;;) {
      const code = await running.ended;
      if (!isChanged) return code;
      isChanged = false;
      rebuild();
      running = launch(runtime, process.argv.slice(2), env);
    }
  } finally {
    stopWatching();
  }
}

/** A source that does not compile is said and waited for: the last good bundle runs on. */
function rebuild() {
  try {
    ensureBuilt(['main']);
  } catch (error) {
    if (!(error instanceof SetupFault)) throw error;
    say(error.message);
  }
}

/** @param {readonly string[]} folders @param {() => void} onChange @returns {() => void} the way to stop */
function watch(folders, onChange) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const watchers = folders.map((folder) =>
    fs.watch(inRoot(folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(onChange, QUIET_MS);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
