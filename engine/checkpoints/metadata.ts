import { Fault } from '../fault.ts';
import { crc32 } from '../files/crc32.ts';
import type { SinkState } from '../sinks/sink.ts';
import type { SourcePosition } from '../sources/source.ts';

/** The file that makes a folder a checkpoint: written last, so a folder without it is none. */
export const METADATA_NAME = '_metadata';

/** The version of the format of `_metadata` and of the state files beside it. */
const VERSION = 2;

/** One state file: the state of one subtask. */
export interface StateFile {
  readonly name: string;
  readonly bytes: number;
  readonly crc: number;
}

/** What a node was when its state was saved: state of a node that has become another does not fit. */
export interface SavedNode {
  readonly id: string;
  readonly role: 'source' | 'operator' | 'sink';
  /** A hash of what its state depends on; nothing of the document itself, for that may hold secrets. */
  readonly definition: string;
}

/** Everything that is known of a complete checkpoint but the state of its operators, which is in its files. */
export interface CheckpointMetadata {
  readonly id: number;
  readonly kind: 'checkpoint' | 'savepoint';
  /** When it was begun, in milliseconds since 1970 UTC, and how long it took. */
  readonly takenAt: number;
  readonly durationMs: number;
  /** Bytes of all state files. */
  readonly bytes: number;
  readonly pipeline: string;
  /** Whether all sources have ended: then there is nothing to go on with. */
  readonly isFinished: boolean;
  readonly nodes: readonly SavedNode[];
  /** One for each subtask, in their order. */
  readonly files: readonly StateFile[];
  /** By source: where to go on; null for one that cannot be replayed. */
  readonly sources: Readonly<Record<string, SourcePosition | null>>;
  /** By sink: what each subtask's share has to know. */
  readonly sinks: Readonly<Record<string, readonly SinkState[]>>;
}

/** `metadata` as the content of a file: a line of JSON and one with its checksum. */
export function encodeMetadata(metadata: CheckpointMetadata): Uint8Array {
  const text = JSON.stringify({ version: VERSION, ...metadata });
  return Buffer.from(`${text}\n${checksumOf(text)}\n`);
}

/** The metadata in `content`, which was read from `path`; a Fault where any byte of it is damaged. */
export function decodeMetadata(content: Buffer, path: string): CheckpointMetadata {
  const [text = ''] = content.toString('utf8').split('\n', 1);
  if (!content.equals(Buffer.from(`${text}\n${checksumOf(text)}\n`))) throw damaged(path);
  const metadata = JSON.parse(text) as CheckpointMetadata & { readonly version: number };
  if (metadata.version === VERSION) return metadata;
  throw new Fault(
    'checkpoint-failed',
    `${path} has version ${metadata.version} of the format, this program reads version ${VERSION}; use the program that wrote it`,
  );
}

/** The Fault that `path` is damaged. */
export function damaged(path: string): Fault {
  return new Fault('checkpoint-damaged', `${path} is damaged; the checkpoint before it has to do`);
}

function checksumOf(text: string): string {
  return crc32(Buffer.from(text)).toString(16).padStart(8, '0');
}
