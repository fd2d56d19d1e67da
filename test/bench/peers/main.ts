// What the headless monitor costs beside other monitors at a reading a second, and whether it tells the truth about loads that are
// planted: `npm run bench -- peers [SECONDS]`. As root on Debian it installs the others; those that are not there are left out by name.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { costOf } from './cost.ts';
import type { Cost } from './cost.ts';
import { agreements, saidByMillrace } from './agreement.ts';
import type { Agreement } from './agreement.ts';
import { millraceRows, usedBy } from './answers.ts';
import type { Row } from './answers.ts';
import { installPeers, startPeers } from './programs.ts';
import { CABLE, layCable, plant, takeCableAway } from './planted.ts';
import { saidByCollectd, saidByGlances, saidByNetdata, saidBySar } from './said.ts';
import type { Said } from './said.ts';

const seconds = Number(process.argv[2] ?? 180);
/** What starting costs is no part of it. */
const WARM_UP_MS = 20_000;
const DEVICES = { disk: diskWithMostWrites(), cable: CABLE };
const UNITS = {
  'processors busy': '%',
  'memory available': 'MiB',
  'written to the disk': 'MiB/s',
  'sent through the cable': 'MiB/s',
} as const;

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
  let netdata: Said = {};
  let fromMs: number;
  try {
    await wait(WARM_UP_MS);
    fromMs = Date.now();
    const before = peers.map(({ pid }) => costOf(pid));
    await wait(seconds * 1000);
    const after = peers.map(({ pid }) => costOf(pid));
    for (const [i, { name }] of peers.entries()) tellCost(name, before[i]!, after[i]!);
    if (!missing.includes('netdata')) netdata = await saidByNetdata(DEVICES, seconds + WARM_UP_MS / 1000);
  } finally {
    for (const { stop } of [...peers, ...loads]) stop();
    takeCableAway();
  }
  // Whoever was told to stop writes what it has.
  await wait(3000);
  const rows = millraceRows(join(folder, 'rows'));
  tellTruth(rows, loads);
  const others = {
    sar: saidBySar(folder, DEVICES),
    collectd: saidByCollectd(folder, DEVICES),
    glances: saidByGlances(folder, DEVICES),
    netdata,
  };
  for (const [name, said] of Object.entries(others)) {
    const all = agreements(said, saidByMillrace(rows, DEVICES), fromMs, fromMs + seconds * 1000);
    tellAgreement(name, all);
  }
  rmSync(folder, { recursive: true, force: true });
}

function tellCost(name: string, before: Cost, after: Cost): void {
  const used = after.cpuSeconds - before.cpuSeconds;
  const share = (used / seconds) * 100;
  const memory = after.memoryMiB.toFixed(0).padStart(4);
  console.log(
    `${name.padEnd(10)} ${used.toFixed(2).padStart(7)} s of processor in ${seconds} s (${share.toFixed(2)} %), ${memory} MiB, ${after.processes} processes`,
  );
}

/** Compares what was planted with what the monitor said of it. */
function tellTruth(rows: readonly Row[], loads: readonly ReturnType<typeof plant>[]): void {
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
}

/** How what another monitor said compares with what Millrace did. */
function tellAgreement(name: string, all: readonly Agreement[]): void {
  if (all.length === 0) console.log(`${name}: said nothing that can be compared`);
  for (const { quantity, theirs, ours, largest, median, slices } of all) {
    const means = `${name} ${theirs.toFixed(2)}, Millrace ${ours.toFixed(2)} (${(ours - theirs).toFixed(2)})`;
    console.log(
      `${quantity}, ${UNITS[quantity]}: ${means}; over ${slices} times 10 s ${median.toFixed(2)} apart, ${largest.toFixed(2)} at most`,
    );
  }
}

/** The whole disk that was written to most since the machine's start: the one that the planted writer will write to. */
function diskWithMostWrites(): string {
  const lines = readFileSync('/proc/diskstats', 'latin1').trim().split('\n');
  const disks = lines.map((line) => line.trim().split(/\s+/)).filter(([, , name]) => existsSync(`/sys/block/${name!}`));
  const [most] = disks.sort((a, b) => Number(b[9]) - Number(a[9]));
  return most?.[2] ?? '';
}
