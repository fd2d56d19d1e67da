import { spawnSync } from 'node:child_process';
import { COMMAND } from './command.ts';

/** Types `keys` on a terminal of its own once the program has asked for something, and tells what was seen and how it ended. */
const TYPIST = `
import json, os, pty, select, sys, termios
prompt, keys, words = sys.argv[1], sys.argv[2].encode(), sys.argv[3:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(words[0], words)
seen = b''
typed = False
while True:
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        break
    if not piece:
        break
    seen += piece
    if not typed and prompt.encode() in seen:
        typed = True
        # What is typed before the terminal has stopped to show it would be seen.
        while termios.tcgetattr(terminal)[3] & termios.ECHO:
            select.select([], [], [], 0.01)
        os.write(terminal, keys)
status = os.waitpid(child, 0)[1]
print(json.dumps({'seen': seen.decode(), 'code': os.WEXITSTATUS(status) if os.WIFEXITED(status) else None}))
`;

/** Why no terminal can be made here; null where one can. */
export function whyNoTerminal(): string | null {
  return spawnSync('python3', ['-c', 'import pty, termios']).status === 0
    ? null
    : 'python3, which makes terminals, is missing';
}

/** Runs the built command in `folder` on a terminal, and types `keys` when it has shown `prompt`. */
export function typeOnTerminal(
  args: readonly string[],
  folder: string,
  { prompt, keys }: { readonly prompt: string; readonly keys: string },
): { readonly seen: string; readonly code: number | null } {
  const words = ['-c', TYPIST, prompt, keys, process.execPath, COMMAND, ...args];
  const { stdout, stderr } = spawnSync('python3', words, { cwd: folder, encoding: 'utf8', timeout: 30_000 });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as { seen: string; code: number | null };
}
