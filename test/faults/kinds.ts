import type { FileSinkOptions } from '../../engine/document/plan.ts';

/** What a writer that is struck writes. */
export type Kind = 'lines' | 'parquet' | 'encrypted';

const PASSPHRASE = 'correct horse';

/** Parts of some two commits each; encrypted ones are for the whole round, as each costs half a second to open. */
export const KINDS: Readonly<Record<Kind, Pick<FileSinkOptions, 'format' | 'rolling' | 'encrypt'>>> = {
  lines: { format: 'ndjson', rolling: { sizeBytes: 20_000, intervalMs: 1e9 } },
  parquet: { format: 'parquet', rolling: { sizeBytes: 15_000, intervalMs: 1e9 } },
  encrypted: {
    format: 'ndjson',
    rolling: { sizeBytes: 1e9, intervalMs: 1e9 },
    encrypt: { passphrase: PASSPHRASE },
  },
};

/** The passphrases of what is encrypted. */
export const PASSPHRASES: readonly string[] = [PASSPHRASE];
