import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { inCache } from '../setup/paths.mjs';
import { step } from '../setup/say.mjs';

const VERSION = '4.1.0';
const REPOSITORY = 'https://repo1.maven.org/maven2';
/** Files that are fetched at a time. */
const AT_A_TIME = 6;

/** Where each jar of the broker is in the repository, and its SHA-256. @type {Readonly<Record<string, string>>} */
const jars = /** @type {Record<string, string>} */ (
  JSON.parse(fs.readFileSync(new URL('jars.json', import.meta.url), 'utf8'))
);

/**
 * The folder of the jars of Kafka's broker, fetched once from Maven Central and kept outside of the project; or why there is none.
 * @returns {Promise<{ folder: string } | { reason: string }>}
 */
export async function ensureKafka() {
  const folder = inCache(`kafka-${VERSION}`);
  if (fs.existsSync(folder)) return { folder };
  const partial = `${folder}.partial`;
  fs.rmSync(partial, { recursive: true, force: true });
  fs.mkdirSync(partial, { recursive: true });
  try {
    await step(`fetching Apache Kafka ${VERSION} (43 MB)`, () => fetchJars(partial));
    fs.renameSync(partial, folder);
    return { folder };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  } finally {
    fs.rmSync(partial, { recursive: true, force: true });
  }
}

/** @param {string} folder */
async function fetchJars(folder) {
  const waiting = Object.entries(jars);
  const fetchNext = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await fetchJar(folder, next);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, fetchNext));
}

/** @param {string} folder @param {readonly [place: string, sha256: string]} jar */
async function fetchJar(folder, [place, sha256]) {
  const url = `${REPOSITORY}/${place}`;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const sum = createHash('sha256').update(bytes).digest('hex');
  if (sum !== sha256) throw new Error(`${url} is not what was pinned: its sum is ${sum}, not ${sha256}`);
  fs.writeFileSync(path.join(folder, path.posix.basename(place)), bytes);
}
