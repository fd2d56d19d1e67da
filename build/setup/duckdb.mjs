import fs from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { inCache } from './paths.mjs';
import { run } from './run.mjs';
import { step } from './say.mjs';

const VERSION = '2.0.1';

/**
 * The folder in which Python finds DuckDB, another program that reads Parquet; it is fetched once. Where it cannot be had, null and why.
 * @returns {Promise<{ folder: string | null, note: string }>}
 */
export async function ensureDuckdb() {
  const asked = await run('python3', ['-c', 'import platform, pip; print(platform.python_version())']);
  if (asked.code !== 0) return { folder: null, note: 'without DuckDB: there is no Python with pip' };
  const folder = inCache(`duckdb-${VERSION}-python-${asked.stdout.trim()}`);
  if (fs.existsSync(folder)) return { folder, note: '' };
  return withLock(`${folder}.lock`, async () => {
    if (fs.existsSync(folder)) return { folder, note: '' };
    const work = fs.mkdtempSync(`${folder}-`);
    try {
      const args = [
        '-m',
        'pip',
        'install',
        '-q',
        '--only-binary',
        ':all:',
        '--target',
        path.join(work, 'lib'),
        `duckdb==${VERSION}`,
      ];
      const ended = await step(`fetching DuckDB ${VERSION} (pip)`, () => run('python3', args));
      if (ended.code !== 0) return { folder: null, note: `without DuckDB: ${ended.output.trim().split('\n').at(-1)}` };
      fs.renameSync(path.join(work, 'lib'), folder);
      return { folder, note: '' };
    } finally {
      fs.rmSync(work, { recursive: true, force: true });
    }
  });
}
