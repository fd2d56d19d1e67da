import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Fault, systemReason } from '../../engine/index.ts';

/** Documents larger than this are not read: nobody writes one by hand. */
const DOCUMENT_BYTES_MAX = 1024 * 1024;

const DOCUMENT_NAME = /^([^.].*)\.(?:yaml|yml|json)$/;

/** One document as it lies in the pipelines folder. */
export interface PipelineFile {
  /** The file's name without its ending: what the pipeline is called by. */
  readonly id: string;
  readonly file: string;
  /** The document, or why it cannot be read. */
  readonly text: string | Fault;
}

/** Writes `text` as document `id` unless `folder` has one: what a person has changed stays as it is. */
export async function writeIfAbsent(folder: string, id: string, text: string): Promise<void> {
  const file = path.join(folder, `${id}.yaml`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, text, { flag: 'wx' }).catch(passOverExisting);
  } catch (error) {
    const advice = 'give this user the right to write there, or start the app with another data folder';
    throw new Fault('internal', `pipeline "${id}": cannot write ${file} (${systemReason(error)}); ${advice}`);
  }
}

/** Every document in `folder`: the pipeline `first`, then the others in the order of their names. A folder that is not there has none. */
export async function readPipelineFiles(folder: string, first: string): Promise<PipelineFile[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names
    .sort()
    .flatMap((name) => {
      const id = DOCUMENT_NAME.exec(name)?.[1];
      return id === undefined ? [] : [{ id, file: path.join(folder, name) }];
    })
    .sort((left, right) => Number(right.id === first) - Number(left.id === first));
  const seen = new Set<string>();
  return Promise.all(
    files.map(async ({ id, file }) => {
      const isDouble = seen.has(id);
      seen.add(id);
      if (!isDouble) return { id, file, text: await readDocumentFile(file) };
      const name = path.basename(file);
      return {
        id: name,
        file,
        text: new Fault('conflict', `${file}: there is a pipeline "${id}" already; rename the file`),
      };
    }),
  );
}

function passOverExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function readDocumentFile(file: string): Promise<string | Fault> {
  try {
    const text = await readFile(file, 'utf8');
    if (text.length <= DOCUMENT_BYTES_MAX) return text;
    return new Fault(
      'bad-document',
      `${file}: ${text.length} characters are too many for a document; shorten it to 1 MiB`,
    );
  } catch (error) {
    return new Fault('bad-document', `${file}: cannot be read (${systemReason(error)})`);
  }
}
