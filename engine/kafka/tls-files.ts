import { readFile } from 'node:fs/promises';
import type { KafkaTls } from '../document/plan.ts';
import { systemReason } from '../fault.ts';
import { troubled } from './trouble.ts';

/** What is in the files of `tls`, as Node takes it; rejects with a trouble that names the file which cannot be read. */
export async function readTlsFiles(tls: KafkaTls): Promise<{ ca?: string; cert?: string; key?: string }> {
  return {
    ...(tls.ca !== null && { ca: await read('tls.ca', tls.ca) }),
    ...(tls.certificate !== null && { cert: await read('tls.certificate', tls.certificate) }),
    ...(tls.key !== null && { key: await read('tls.key', tls.key) }),
  };
}

async function read(name: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    // The edge to the system: a person can be told about it.
    throw troubled(`"${name}" cannot be read from ${path} (${systemReason(error)})`, 'correct the path, or allow it');
  }
}
