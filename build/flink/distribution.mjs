import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { run } from '../setup/run.mjs';
import { inCache } from '../setup/paths.mjs';
import { step } from '../setup/say.mjs';

const VERSION = '2.1.0';
const ARCHIVE = {
  name: `apache_flink_libraries-${VERSION}.tar.gz`,
  sha256: 'a8c12b411eefd45a33e54579ff65c29faa09e96a670f3c2c39ddeca35d8196c6',
};
/** The libraries of PyPI have no gateway. */
const GATEWAY = {
  name: `flink-sql-gateway-${VERSION}.jar`,
  url: `https://repo1.maven.org/maven2/org/apache/flink/flink-sql-gateway/${VERSION}/flink-sql-gateway-${VERSION}.jar`,
  sha256: '591f8dcd5d687d9e5a01bcd9f6f50439d975a9b2acef07fac126baacdfe25abf',
};

/**
 * The folder of a Flink with `lib`, `opt` and `plugins`, fetched once and kept outside of the project; or why there is none.
 * @returns {Promise<{ folder: string } | { reason: string }>}
 */
export async function ensureFlink() {
  const folder = inCache(`flink-${VERSION}`);
  const jar = path.join(folder, 'opt', GATEWAY.name);
  if (fs.existsSync(jar)) return { folder };
  const partial = `${folder}.partial`;
  fs.rmSync(partial, { recursive: true, force: true });
  fs.mkdirSync(partial, { recursive: true });
  try {
    await step(`fetching Apache Flink ${VERSION} (310 MB)`, () => fetchLibraries(partial));
    const unpacked = path.join(partial, `apache_flink_libraries-${VERSION}`, 'deps');
    fs.writeFileSync(path.join(unpacked, 'opt', GATEWAY.name), await fetchGateway());
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(unpacked, folder);
    return { folder };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  } finally {
    fs.rmSync(partial, { recursive: true, force: true });
  }
}

/**
 * The Java that Flink runs on, or another one who asks, or why there is none.
 * @param {string} [who]
 * @param {readonly number[]} [majors]
 * @returns {Promise<{ java: string } | { reason: string }>}
 */
export async function findJava(who = 'Flink', majors = [11, 17]) {
  const home = process.env['JAVA_HOME'];
  const candidates = [
    ...(home ? [path.join(home, 'bin', 'java')] : []),
    'java',
    '/usr/lib/jvm/java-17-openjdk-amd64/bin/java',
  ];
  for (const java of candidates) {
    const { code, output } = await run(java, ['-version']);
    const major = Number(/version "(\d+)/.exec(output)?.[1]);
    if (code === 0 && majors.includes(major)) return { java };
  }
  return { reason: `${who} needs Java 17 (on Debian: apt install openjdk-17-jre-headless), and there is none` };
}

/** @param {string} folder */
async function fetchLibraries(folder) {
  const wanted = `apache-flink-libraries==${VERSION}`;
  const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-binary', ':all:', '--dest', folder, wanted];
  const fetched = await run('python3', args);
  if (fetched.code !== 0) throw new Error(`pip cannot fetch ${wanted}: ${fetched.output.trim().split('\n').at(-1)}`);
  const archive = path.join(folder, ARCHIVE.name);
  const hash = createHash('sha256');
  for await (const bytes of fs.createReadStream(archive)) hash.update(bytes);
  expectSum(ARCHIVE, hash.digest('hex'));
  const { code, output } = await run('tar', ['xzf', archive, '-C', folder]);
  if (code !== 0) throw new Error(output);
}

async function fetchGateway() {
  const response = await fetch(GATEWAY.url);
  if (!response.ok) throw new Error(`${GATEWAY.url} answers ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  expectSum(GATEWAY, createHash('sha256').update(bytes).digest('hex'));
  return bytes;
}

/** @param {{ name: string, sha256: string }} pinned @param {string} sum */
function expectSum({ name, sha256 }, sum) {
  if (sum !== sha256) throw new Error(`${name} is not what was pinned: its sum is ${sum}, not ${sha256}`);
}
