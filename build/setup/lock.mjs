import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.mjs';

const RETRY_MS = 200;

/**
 * Runs `work` while no other process holds the lock `file`; waits for the other to end.
 * A lock left by a process that died is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function withLock(file, work) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const mine = `${file}.${process.pid}`;
  // A hard link appears with its content or not at all, so a reader never sees a lock without an owner.
  fs.writeFileSync(mine, String(process.pid));
  try {
    for (let isSaid = false; !take(mine, file); isSaid = true) {
      if (!isSaid) say(`  waiting for process ${ownerOf(file)}, which is at the same work`);
      await sleep(RETRY_MS);
    }
  } finally {
    fs.rmSync(mine, { force: true });
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/** @param {string} mine @param {string} file */
function take(mine, file) {
  if (isLinked(mine, file)) return true;
  if (isAlive(ownerOf(file))) return false;
  removeStale(file);
  return isLinked(mine, file);
}

/** @param {string} mine @param {string} file */
function isLinked(mine, file) {
  try {
    fs.linkSync(mine, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  }
}

/** @param {string} file */
function removeStale(file) {
  const aside = `${file}.stale-${process.pid}`;
  try {
    // Only one of several waiting processes gets to move it; the others find it gone.
    fs.renameSync(file, aside);
  } catch {
    return;
  }
  // In between, another may have taken the lock anew: then it is put back.
  if (isAlive(ownerOf(aside))) fs.renameSync(aside, file);
  else fs.rmSync(aside, { force: true });
}

/** @param {string} file */
function ownerOf(file) {
  try {
    return Number(fs.readFileSync(file, 'utf8'));
  } catch {
    return process.pid;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
