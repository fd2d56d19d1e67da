import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { must, npm } from './run.mjs';
import { SetupFault, step } from './say.mjs';

/**
 * A package that is fetched by hand because it is only for this system and this purpose.
 * @typedef {{ package: string, version: string, integrity: string, sizeBytes: number }} PinnedPackage
 */

/**
 * Fetches the archive of a package into `folder` with npm, and checks it against its pinned sum.
 * @param {PinnedPackage} pinned
 * @param {string} folder
 * @returns {Promise<string>} the archive
 */
export async function downloadPackage(pinned, folder) {
  const name = `${pinned.package}@${pinned.version}`;
  let npmId = 0;
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder, name];
  await step(
    `fetching ${name} (${megabytes(pinned.sizeBytes)})`,
    () => must(...npm(args), { cwd: folder, onStart: (/** @type {number} */ pid) => void (npmId = pid) }),
    () => progressOf(npmId, pinned.sizeBytes),
  );
  const archive = fs.readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (!archive) throw new SetupFault(`npm fetched ${name} but left no archive in ${folder}.`);
  const file = path.join(folder, archive);
  const integrity = await integrityOf(file);
  if (integrity !== pinned.integrity)
    throw new SetupFault(
      `${name} is not what was pinned: its sum is ${integrity}, not ${pinned.integrity}. It was not used.`,
    );
  return file;
}

/** The sha512 of a file in the form of package-lock.json. @param {string} file */
export async function integrityOf(file) {
  const hash = createHash('sha512');
  for await (const bytes of fs.createReadStream(file)) hash.update(bytes);
  return `sha512-${hash.digest('base64')}`;
}

/** How much npm has written so far; it says nothing itself. @param {number} pid @param {number} sizeBytes */
function progressOf(pid, sizeBytes) {
  try {
    const written = Number(/^wchar: (\d+)/m.exec(fs.readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);
    return `${megabytes(Math.min(written, sizeBytes))} of ${megabytes(sizeBytes)}`;
  } catch {
    return '';
  }
}

/** @param {number} bytes */
const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;
