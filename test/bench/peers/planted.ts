import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A load whose size is known at any moment. */
export interface PlantedLoad {
  readonly name: 'planted-burner' | 'planted-writer' | 'planted-sender';
  readonly unit: string;
  /** How much there was of it up to `ms` (since 1970 UTC). */
  amountAt(ms: number): number;
  stop(): void;
}

// It works 30 of every 100 ms, and says what the kernel charged it for.
const BURNER = `
process.title = 'planted-burner';
setInterval(() => {
  const end = performance.now() + 30;
  while (performance.now() < end);
  const { user, system } = process.cpuUsage();
  console.log(Date.now() + ' ' + (user + system) / 1e6);
}, 100);`;

// It writes a MiB four times a second, to the disk.
const WRITER = `
process.title = 'planted-writer';
const fs = require('node:fs');
const file = fs.openSync(process.argv[1], 'w');
const block = Buffer.alloc(1048576, 1);
let count = 0;
setInterval(() => {
  fs.writeSync(file, block, 0, block.length, (count++ % 64) * block.length);
  fs.fdatasyncSync(file);
  console.log(Date.now() + ' ' + count);
}, 250);`;

// It sends 300 packets a second of a known size through a cable to another network: 1000 bytes, and 42 of UDP, IP and Ethernet.
const SENDER = `
process.title = 'planted-sender';
const socket = require('node:dgram').createSocket('udp4');
const packet = Buffer.alloc(1000);
let count = 0;
setInterval(() => {
  for (let i = 0; i < 30; i++) socket.send(packet, 9, '10.213.7.2', () => count++);
  console.log(Date.now() + ' ' + (count * 1042) / 1048576);
}, 100);`;

/** The cable that the sender's packets go through. */
export const CABLE = 'planted0';
const NETWORK = 'millrace-planted';

/** Lays the cable, as root; false where that cannot be done. */
export function layCable(): boolean {
  const commands = [
    `netns add ${NETWORK}`,
    `link add ${CABLE} type veth peer name planted1 netns ${NETWORK}`,
    `addr add 10.213.7.1/30 dev ${CABLE}`,
    `link set ${CABLE} up`,
    `-n ${NETWORK} addr add 10.213.7.2/30 dev planted1`,
    `-n ${NETWORK} link set planted1 up`,
  ];
  return commands.every((words) => spawnSync('ip', words.split(' '), { stdio: 'ignore' }).status === 0);
}

export function takeCableAway(): void {
  for (const words of [`link del ${CABLE}`, `netns del ${NETWORK}`]) {
    spawnSync('ip', words.split(' '), { stdio: 'ignore' });
  }
}

const CODE = { 'planted-burner': BURNER, 'planted-writer': WRITER, 'planted-sender': SENDER };

/** Starts a load that writes its diary into `folder`. */
export function plant(name: PlantedLoad['name'], folder: string): PlantedLoad {
  const diary = join(folder, `${name}.diary`);
  const output = openSync(diary, 'w');
  const child = spawn(process.execPath, ['-e', CODE[name], join(folder, 'written')], {
    stdio: ['ignore', output, 'inherit'],
  });
  return {
    name,
    unit: name === 'planted-burner' ? 's of processor' : 'MiB',
    amountAt: (ms) => interpolate(readFileSync(diary, 'utf8'), ms),
    stop: () => {
      child.kill();
      closeSync(output);
    },
  };
}

function interpolate(diary: string, ms: number): number {
  const entries = diary
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number) as [ms: number, amount: number]);
  const after = entries.findIndex(([at]) => ms <= at);
  if (after <= 0) return entries[after === 0 ? 0 : entries.length - 1]![1];
  const [[fromMs, from], [toMs, to]] = [entries[after - 1]!, entries[after]!];
  return from + ((to - from) * (ms - fromMs)) / (toMs - fromMs);
}
