import { pathTo } from '../check/path.ts';
import type { SinkValue } from '../graph/draft.ts';
import { whole } from '../keys/value-of.ts';
import type { FileSinkOptions } from '../plan.ts';
import { readPath } from './paths.ts';
import type { NodeContext } from './stream.ts';

/** A folder of part files as a sink; null where it is wrong, which is reported. */
export function buildFileSink(
  value: Extract<SinkValue, { type: 'file' }>,
  context: NodeContext,
): FileSinkOptions | null {
  const path = value.path ? readPath(value.path, pathTo(value.$.path, 'path'), context) : null;
  const encrypt = value.encrypt && readEncryption(value.encrypt, context);
  const good = whole(value);
  const rolling = value.rolling && whole(value.rolling);
  if (!good || !rolling || path === null || encrypt === undefined) return null;
  const { format, compress } = good;
  if (format === 'parquet' && compress === 'gzip') {
    const message = 'files of Parquet are compressed in themselves, write none or another format';
    context.problems.add(value.$.offset('compress'), pathTo(value.$.path, 'compress'), message);
    return null;
  }
  const parts = { sizeBytes: rolling.size, intervalMs: rolling.interval };
  return { type: 'file', path, format, compress, rolling: parts, ...(encrypt && { encrypt }) };
}

/** Undefined where it is wrong, which is reported. */
function readEncryption(
  { passphrase, $ }: NonNullable<Extract<SinkValue, { type: 'file' }>['encrypt']>,
  { problems }: NodeContext,
): FileSinkOptions['encrypt'] {
  if (!passphrase) return undefined;
  // The document goes into the manifest, which is not encrypted.
  if (0 < passphrase.filled.length) return { passphrase: passphrase.text };
  const message = 'a secret does not belong into a document, take it from the environment with ${NAME}';
  problems.add(passphrase.offset, pathTo($.path, 'passphrase'), message);
  return undefined;
}
