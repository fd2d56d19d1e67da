import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from '../setup/paths.mjs';

/**
 * A bundler plugin that notes the folders of the libraries that end up in a bundle.
 * @param {Set<string>} folders
 * @returns {import('vite').Plugin}
 */
export function noteLibraries(folders) {
  return {
    name: 'note-libraries',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle).flatMap((made) => (made.type === 'asset' ? made.originalFileNames : []));
      // Fonts come in by style sheets: they are no modules, and named from the folder of the page.
      const places = files.map((file) => path.resolve(inRoot('renderer'), file));
      for (const id of [...this.getModuleIds(), ...places]) {
        const folder = libraryOf(id);
        if (folder) folders.add(folder);
      }
    },
  };
}

/** The folder of the library that a module belongs to. @param {string} id @returns {string | undefined} */
export function libraryOf(id) {
  return /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1];
}

/** Name, version and licence of each library, for those who read what we give away. @param {ReadonlySet<string>} folders */
export function licencesOf(folders) {
  return [...folders].sort().map(licenceOf).join('\n');
}

/** @param {string} folder */
function licenceOf(folder) {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? fs.readFileSync(path.join(folder, file), 'utf8').trim() : '';
  return `${'='.repeat(10)} ${name} ${version} (${license})\n\n${text}\n`;
}
