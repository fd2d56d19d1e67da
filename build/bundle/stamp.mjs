import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * What a bundle was made of: `looks` changes with any file's size or time, `content` with what is in the files.
 * @typedef {{ looks: string, content: string }} Stamp
 */

/** Every file under `inputs`, sorted. @param {string} root @param {readonly string[]} inputs */
export function filesOf(root, inputs) {
  return inputs.flatMap((input) => walk(path.join(root, input))).sort();
}

/** @param {string} place @returns {string[]} */
function walk(place) {
  const found = fs.statSync(place, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [place];
  return fs.readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const inside = path.join(place, entry.name);
    return entry.isDirectory() ? walk(inside) : [inside];
  });
}

/** Cheap: reads no file. @param {readonly string[]} files */
export function looksOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const { mtimeMs, size } = fs.statSync(file);
    hash.update(`${file}\0${mtimeMs}\0${size}\0`);
  }
  return hash.digest('hex');
}

/** Exact: reads every file; the place of the project does not matter. @param {string} root @param {readonly string[]} files */
export function contentOf(root, files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(fs.readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

/** The stamp written last, if there is one. @param {string} file @returns {Stamp | null} */
export function readStamp(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** @param {string} file @param {Stamp} stamp */
export function writeStamp(file, stamp) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  // By way of a second file: whoever reads at this moment sees the old stamp or the new one.
  fs.writeFileSync(`${file}.${process.pid}`, JSON.stringify(stamp));
  fs.renameSync(`${file}.${process.pid}`, file);
}
