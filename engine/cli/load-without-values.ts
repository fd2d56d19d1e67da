import { Writable } from 'node:stream';
import type { DocumentOverride } from '../document/index.ts';
import type { Plan } from '../document/plan.ts';
import type { CliIo } from './io.ts';
import { loadDocument } from './load-document.ts';

/**
 * Reads and checks the document `file` as `loadDocument` does, but with `${NAME}` left as it stands: what the environment holds may be
 * secret, and no export says it. Where only the values make the document one, that is told.
 */
export async function loadWithoutValues(
  file: string,
  overrides: readonly DocumentOverride[],
  io: CliIo,
): Promise<{ readonly plan: Plan } | { readonly problems: number }> {
  const names = new Set<string>();
  const unfilled: CliIo['environment'] = new Proxy<Record<string, string>>(
    {},
    {
      get: (_, name) => `\${${String(name)}}`,
      getOwnPropertyDescriptor(_, name) {
        names.add(String(name));
        return { value: `\${${String(name)}}`, enumerable: true, configurable: true };
      },
    },
  );
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const loaded = await loadDocument(file, overrides, { ...io, stderr: nowhere, environment: unfilled });
  if ('plan' in loaded) return loaded;
  const filled = await loadDocument(file, overrides, io);
  if (!('plan' in filled)) return filled;
  const shown = [...names].map((name) => `\${${name}}`).join(', ');
  io.stderr.write(
    `${file}: an export says no values of the environment, but needs those of ${shown}; write them out with --set\n`,
  );
  return { problems: 1 };
}
