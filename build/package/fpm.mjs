#!/usr/bin/env node
// Stands in for `fpm -s dir -t deb`, as electron-builder calls it: with dpkg-deb, which every Debian has.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { controlOf, readArguments } from './fpm-arguments.mjs';

const COMPRESSIONS = /** @type {Record<string, string>} */ ({ gz: 'gzip', none: 'none', zst: 'zstd', xz: 'xz' });

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) makeDeb(process.argv.slice(2));

/** @param {readonly string[]} words */
function makeDeb(words) {
  const { one, many, maps } = readArguments(words);
  if (one['-s'] !== 'dir' || one['-t'] !== 'deb')
    throw new Error(`only -s dir -t deb is done here, not -s ${one['-s']} -t ${one['-t']}`);
  const tree = fs.mkdtempSync(path.join(os.tmpdir(), 'millrace-deb-'));
  try {
    for (const map of maps) place(map, tree);
    // Whoever packs may have a private umask; what is installed is for all.
    execFileSync('find', [tree, '-type', 'd', '-exec', 'chmod', '0755', '{}', '+']);
    execFileSync('chmod', ['-R', 'u+rw,go+r,go-w', tree]);
    const sums = sumsOf(tree);
    const sizeKiB = Math.ceil(sizeOf(tree) / 1024);
    const debian = path.join(tree, 'DEBIAN');
    fs.mkdirSync(debian, { mode: 0o755 });
    fs.writeFileSync(path.join(debian, 'control'), controlOf(one, many, sizeKiB));
    fs.writeFileSync(path.join(debian, 'md5sums'), sums);
    const kept = many['--config-files'].map((file) => `${file}\n`).join('');
    if (kept !== '') fs.writeFileSync(path.join(debian, 'conffiles'), kept);
    script(one['--before-remove'], path.join(debian, 'prerm'));
    script(one['--after-install'], path.join(debian, 'postinst'));
    script(one['--after-remove'], path.join(debian, 'postrm'));
    const compression = COMPRESSIONS[one['--deb-compression'] ?? 'xz'] ?? 'xz';
    execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', tree, one['--package'] ?? ''], {
      stdio: 'inherit',
    });
  } finally {
    fs.rmSync(tree, { recursive: true, force: true });
  }
}

/** Copies `source=destination`; a source that ends in a slash gives what is in it. @param {string} map @param {string} tree */
function place(map, tree) {
  const at = map.indexOf('=');
  const source = map.slice(0, at);
  const destination = path.join(tree, map.slice(at + 1));
  fs.mkdirSync(source.endsWith('/') ? destination : path.dirname(destination), { recursive: true });
  if (source.endsWith('/')) execFileSync('cp', ['-a', '--', `${source}.`, destination]);
  else {
    fs.copyFileSync(source, destination);
    const isProgram = (fs.statSync(source).mode & 0o100) !== 0;
    fs.chmodSync(destination, isProgram ? 0o755 : 0o644);
  }
}

/** @param {string | undefined} source @param {string} destination */
function script(source, destination) {
  if (!source) return;
  fs.copyFileSync(source, destination);
  fs.chmodSync(destination, 0o755);
}

/** @param {string} tree */
function sumsOf(tree) {
  const command = "find . -type f -print0 | sort -z | xargs -0 md5sum | sed 's#  \\./#  #'";
  return execFileSync('sh', ['-c', command], { cwd: tree, encoding: 'utf8', maxBuffer: 1 << 26 });
}

/** @param {string} tree */
function sizeOf(tree) {
  return Number(execFileSync('du', ['-sb', tree], { encoding: 'utf8' }).split('\t')[0]);
}
