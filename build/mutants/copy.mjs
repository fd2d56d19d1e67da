import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from '../setup/paths.mjs';
import { sourceFiles } from './places.mjs';
import { sitesIn, withMutants } from './sites.mjs';

/** @typedef {import('./sites.mjs').Site & { file: string, number: number, source: string }} Mutant source: a sum of its file, which tells whether it changed */

/** What tests read. */
const NEEDED = ['build', 'docs', 'electron', 'engine', 'renderer', 'test'];

/** All mutants, the most important folders first. @returns {Mutant[]} */
export function listMutants() {
  let number = 1;
  return sourceFiles().flatMap((file) => {
    const text = fs.readFileSync(inRoot(file), 'utf8');
    const source = sumOf(text);
    return sitesIn(text, file).map((site) => ({ ...site, file, source, number: number++ }));
  });
}

/** A copy of the tree that has all the mutants in it, asleep. @param {readonly Mutant[]} mutants @returns {string} its folder */
export function copyTree(mutants) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mutants-'));
  const files = fs.readdirSync(inRoot()).filter((name) => fs.statSync(inRoot(name)).isFile());
  for (const name of [...NEEDED, ...files]) fs.cpSync(inRoot(name), path.join(folder, name), { recursive: true });
  fs.symlinkSync(inRoot('node_modules'), path.join(folder, 'node_modules'), 'junction');
  fs.mkdirSync(path.join(folder, 'tmp'));
  for (const file of new Set(mutants.map((each) => each.file))) {
    const sites = mutants.filter((each) => each.file === file);
    const text = fs.readFileSync(inRoot(file), 'utf8');
    fs.writeFileSync(path.join(folder, file), withMutants(text, sites, sites[0]?.number ?? 0));
  }
  return folder;
}

/** @param {string} text */
export const sumOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12);
