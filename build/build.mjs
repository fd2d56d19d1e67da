// node build/build.mjs [cli] [main] [page]: bundles what is not fresh; all groups when none is named.
import { buildGroup } from './bundle/build-group.mjs';
import { ensureBuilt, isFresh } from './bundle/fresh.mjs';
import { groupNames, groups } from './bundle/groups.mjs';
import { withLock } from './setup/lock.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { inRoot } from './setup/paths.mjs';
import { runScript, SetupFault } from './setup/say.mjs';

/** @typedef {import('./bundle/groups.mjs').GroupName} GroupName */

await runScript(async () => {
  const isHere = process.argv.includes('--here');
  const named = process.argv.slice(2).filter((word) => word !== '--here');
  const unknown = named.find((name) => !(name in groups));
  if (unknown !== undefined)
    throw new SetupFault(`There is no bundle "${unknown}": choose from ${groupNames.join(', ')}.`);
  await ensurePackages();
  const names = /** @type {GroupName[]} */ (named.length === 0 ? groupNames : named);
  // Started by hand it has the person's environment: it starts itself again without.
  if (!isHere) return ensureBuilt(names);
  await withLock(inRoot('out', 'build.lock'), async () => {
    for (const name of names) if (!isFresh(name)) await buildGroup(name);
  });
});
