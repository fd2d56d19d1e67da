import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { typeOnTerminal, whyNoTerminal } from '../../support/terminal.ts';
import { fileSink, numbered } from '../sinks/file-sink-parts.ts';

const reason = whyNoTerminal();
const on = reason === null ? 'on a real terminal' : `on a real terminal (left out: ${reason})`;

const PASSPHRASE = 'correct horse';
async function recorded(): Promise<string> {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder, { options: { encrypt: { passphrase: PASSPHRASE } } });
  await sink.open();
  sink.receive(numbered(0, 10));
  await sink.finish();
  return folder;
}

async function exportTyping(keys: string) {
  const folder = await recorded();
  const out = join(temporaryFolder(), 'rows.csv');
  const args = ['recordings', 'export', folder, '--to', 'csv', '--out', out];
  const { seen, code } = typeOnTerminal(args, dirname(folder), { prompt: 'Passphrase of r: ', keys });
  return { seen, code, rows: existsSync(out) ? readFileSync(out, 'utf8').trimEnd().split('\n').length - 1 : null };
}

test.skipIf(reason !== null)(
  `${on} nothing of a passphrase is shown while it is typed, and Backspace takes a character back`,
  async () => {
    const { seen, code, rows } = await exportTyping('correct hoss\x7f\x7frse\r');
    expect([code, rows, /corr|hor|\*/.test(seen), seen.split(/\r?\n/)[0]]).toEqual([0, 10, false, 'Passphrase of r: ']);
  },
  60_000,
);

test.skipIf(reason !== null)(
  `${on} Ctrl-C at a passphrase ends the command as interrupted, and leaves nothing`,
  async () =>
    expect(await exportTyping('corr\x03')).toMatchObject({ code: 130, rows: null, seen: 'Passphrase of r: \r\n' }),
  60_000,
);

test.skipIf(reason !== null)(
  `${on} the end of the input at a passphrase is none, and the command says what it takes`,
  async () => {
    const { seen, code, rows } = await exportTyping('\x04');
    expect([code, rows, seen.includes('is encrypted')]).toEqual([1, null, true]);
  },
  60_000,
);
