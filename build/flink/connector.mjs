import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { inCache } from '../setup/paths.mjs';
import { step } from '../setup/say.mjs';

/** The last connector for topics of Kafka that is made for Flink 2.0 and 2.1. */
const VERSION = '4.0.1-2.0';
const NAME = `flink-sql-connector-kafka-${VERSION}.jar`;
const URL = `https://repo1.maven.org/maven2/org/apache/flink/flink-sql-connector-kafka/${VERSION}/${NAME}`;
const SHA256 = 'c7127a6518fba5d6b75eb4692229192e7147ea378e69c7b7cf16d0494057b0c3';

/**
 * Flink's connector for topics of Kafka, fetched once and kept outside of the project; or why there is none.
 * @returns {Promise<{ jar: string } | { reason: string }>}
 */
export async function ensureConnector() {
  const jar = inCache(NAME);
  if (fs.existsSync(jar)) return { jar };
  try {
    const bytes = await step(`fetching Flink's connector for Kafka ${VERSION} (10 MB)`, fetchJar);
    fs.mkdirSync(path.dirname(jar), { recursive: true });
    fs.writeFileSync(`${jar}.partial`, bytes);
    fs.renameSync(`${jar}.partial`, jar);
    return { jar };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

async function fetchJar() {
  const response = await fetch(URL);
  if (!response.ok) throw new Error(`${URL} answers ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const sum = createHash('sha256').update(bytes).digest('hex');
  if (sum !== SHA256) throw new Error(`${URL} is not what was pinned: its sum is ${sum}, not ${SHA256}`);
  return bytes;
}
