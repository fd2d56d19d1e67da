// Standard output belongs to the program that is started; set-up speaks on standard error.
const HEARTBEAT_MS = 10_000;

/** Prints one line for the person at the terminal. @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Seconds since `startedMs`, as people read them. @param {number} startedMs */
export const secondsSince = (startedMs) => `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;

/**
 * Runs `work` and says its name, how it goes on and how long it took.
 * A step is only for what may take long: say nothing of what is already done.
 * @template T
 * @param {string} name
 * @param {() => Promise<T> | T} work
 * @param {() => string} [progress] how far it is, asked every ten seconds
 * @returns {Promise<T>}
 */
export async function step(name, work, progress = () => '') {
  const startedMs = performance.now();
  say(`> ${name} …`);
  const heartbeat = setInterval(
    () => say(`  ${name}: ${secondsSince(startedMs)} ${progress()}`.trimEnd()),
    HEARTBEAT_MS,
  );
  try {
    const result = await work();
    say(`  ${name}: done in ${secondsSince(startedMs)}`);
    return result;
  } catch (error) {
    say(`  ${name}: failed after ${secondsSince(startedMs)}`);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

/** Trouble that the person at the terminal can do something about; printed without a stack. */
export class SetupFault extends Error {}

/**
 * Runs a script's main function; a SetupFault becomes one message and exit code 1.
 * @param {() => Promise<number | void>} main gives the exit code
 */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    say(error instanceof SetupFault ? `\n${error.message}` : String(error instanceof Error ? error.stack : error));
    process.exitCode = 1;
  }
}
