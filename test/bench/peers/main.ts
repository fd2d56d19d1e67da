// What the headless monitor costs beside other monitors at a reading a second, and whether it tells the truth about loads that are
// planted: `npm run bench -- peers [SECONDS]`. As root on Debian it installs the others; those that are not there are left out by name.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { costOf } from './cost.ts';
import { meanOfSar, millraceRows, usedBy } from './answers.ts';
import { installPeers, startPeers } from './programs.ts';
import { CABLE, layCable, plant, takeCableAway } from './planted.ts';

const seconds = Number(process.argv[2] ?? 180);
/** What starting costs is no part of it. */
const WARM_UP_MS = 20_000;

void main();

async function main(): Promise<void> {
  const missing = installPeers();
  for (const name of missing) console.log(`${name}: not installed here, left out`);
  const folder = mkdtempSync(join(tmpdir(), 'millrace-peers-'));
  const hasCable = layCable();
  if (!hasCable) console.log('planted-sender: only root may lay its cable, left out');
  const loads = [plant('planted-burner', folder), plant('planted-writer', folder)];
  if (hasCable) loads.push(plant('planted-sender', folder));
  const peers = startPeers(folder, missing, seconds + WARM_UP_MS / 1000);
  try {
    await wait(WARM_UP_MS);
    const before = peers.map(({ pid }) => costOf(pid));
    await wait(seconds * 1000);
    const after = peers.map(({ pid }) => costOf(pid));
    for (const [i, { name }] of peers.entries()) {
      const [from, to] = [before[i]!, after[i]!];
      const share = ((to.cpuSeconds - from.cpuSeconds) / seconds) * 100;
      const cpu = (to.cpuSeconds - from.cpuSeconds).toFixed(2).padStart(7);
      console.log(
        `${name.padEnd(10)} ${cpu} s of processor in ${seconds} s (${share.toFixed(2)} %), ${to.memoryMiB.toFixed(0).padStart(4)} MiB, ${to.processes} processes`,
      );
    }
  } finally {
    for (const { stop } of [...peers, ...loads]) stop();
    takeCableAway();
  }
  // Whoever was told to stop writes what it has.
  await wait(3000);
  tellTruth(folder, loads);
  rmSync(folder, { recursive: true, force: true });
}

/** Compares what was planted with what the monitor said of it. */
function tellTruth(folder: string, loads: readonly ReturnType<typeof plant>[]): void {
  const rows = millraceRows(join(folder, 'rows'));
  const metrics = {
    'planted-burner': ['process.cpu.utilization', 'planted-burner'],
    'planted-writer': ['process.disk.io.write', 'planted-writer'],
    'planted-sender': ['system.network.io.transmit', CABLE],
  } as const;
  for (const load of loads) {
    const [metric, entity] = metrics[load.name];
    const said = usedBy(rows, metric, entity);
    if (said === null) {
      console.log(`${load.name}: not among the ten with most, nothing to compare`);
      continue;
    }
    const truth = load.amountAt(said.toMs) - load.amountAt(said.fromMs);
    const off = ((said.amount - truth) / truth) * 100;
    console.log(
      `${load.name}: ${truth.toFixed(1)} ${load.unit} planted, ${said.amount.toFixed(1)} told (${off.toFixed(2)} %)`,
    );
  }
  const sar = meanOfSar(folder);
  if (sar === null) return;
  const own = rows.filter(
    ({ metric, entity, ts }) =>
      metric === 'system.cpu.utilization' && entity === 'total' && sar.fromMs < ts && ts <= sar.toMs,
  );
  const mean = (own.reduce((sum, { value }) => sum + value, 0) / own.length) * 100;
  console.log(
    `all processors: sar ${sar.busy.toFixed(2)} %, Millrace ${mean.toFixed(2)} % (${(mean - sar.busy).toFixed(2)} points)`,
  );
}
