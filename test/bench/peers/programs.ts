import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A monitor that runs. */
export interface RunningPeer {
  readonly name: string;
  readonly pid: number;
  stop(): void;
}

/** The other monitors: what Debian calls their package, and where their program is. */
const PEERS = {
  sar: { packageName: 'sysstat', program: '/usr/bin/sar' },
  collectd: { packageName: 'collectd-core', program: '/usr/sbin/collectd' },
  glances: { packageName: 'glances', program: '/usr/bin/glances' },
  netdata: { packageName: 'netdata', program: '/usr/sbin/netdata' },
} as const;

type PeerName = keyof typeof PEERS;
const NAMES = Object.keys(PEERS) as PeerName[];
const POLICY = '/usr/sbin/policy-rc.d';

/** Installs the other monitors where that is allowed; gives those that are missing after that. */
export function installPeers(): readonly string[] {
  const missing = (): PeerName[] => NAMES.filter((name) => !existsSync(PEERS[name].program));
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return missing();
  // Their services are not to run beside those that are measured.
  const isOurs = !existsSync(POLICY);
  if (isOurs) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    for (const name of missing()) {
      const args = ['install', '-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120'];
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      spawnSync('apt-get', [...args, PEERS[name].packageName], { env, stdio: 'ignore' });
    }
  } finally {
    if (isOurs) rmSync(POLICY);
  }
  return missing();
}

/** Starts Millrace and all others, each at a reading a second and writing what it reads, in `folder`. */
export function startPeers(folder: string, missing: readonly string[], seconds: number): RunningPeer[] {
  const command = resolve('out/cli/millrace.cjs');
  const millrace = start('millrace', process.execPath, [command, 'run', document(folder)], folder);
  const others = NAMES.filter((name) => !missing.includes(name)).map((name) =>
    start(name, PEERS[name].program, argumentsOf(name, folder, seconds), folder),
  );
  return [millrace, ...others];
}

function argumentsOf(name: PeerName, folder: string, seconds: number): readonly string[] {
  switch (name) {
    case 'sar':
      return ['-A', '-o', join(folder, 'sar.data'), '1', String(Math.ceil(seconds) + 60)];
    case 'glances':
      return [
        '-q',
        '-t',
        '1',
        '--disable-check-update',
        '--export',
        'csv',
        '--export-csv-file',
        join(folder, 'glances.csv'),
      ];
    case 'collectd':
      return ['-f', '-C', collectdConfiguration(folder)];
    case 'netdata':
      return ['-D', '-c', netdataConfiguration(folder)];
  }
}

function start(name: string, program: string, args: readonly string[], folder: string): RunningPeer {
  // A session of its own, so that all that it starts is known by it.
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC', S_TIME_FORMAT: 'ISO' };
  const child: ChildProcess = spawn(program, args, { cwd: folder, env, stdio: 'ignore', detached: true });
  const pid = child.pid!;
  return {
    name,
    pid,
    stop: () => {
      try {
        process.kill(-pid, name === 'sar' ? 'SIGINT' : 'SIGTERM');
      } catch {
        // It has ended by itself.
      }
    },
  };
}

function document(folder: string): string {
  const file = join(folder, 'p.yaml');
  writeFileSync(
    file,
    `version: 1
name: peers
settings: { checkpoint: { interval: 10s } }
sources: { sensors: { type: system, interval: 1s } }
sinks: { keep: { type: file, inputs: [sensors], path: rows, format: ndjson } }
`,
  );
  return file;
}

function collectdConfiguration(folder: string): string {
  const plugins = ['cpu', 'disk', 'interface', 'memory', 'load', 'df', 'processes', 'swap', 'vmem', 'csv'];
  const file = join(folder, 'collectd.conf');
  const lines = plugins.map((plugin) => `LoadPlugin ${plugin}`);
  writeFileSync(
    file,
    `BaseDir "${folder}"\nPIDFile "${folder}/collectd.pid"\nInterval 1\n${lines.join('\n')}\n<Plugin csv>\nDataDir "${folder}/collectd"\nStoreRates true\n</Plugin>\n`,
  );
  return file;
}

function netdataConfiguration(folder: string): string {
  const file = join(folder, 'netdata.conf');
  const directories = ['cache', 'lib', 'log', 'lock'].map((name) => {
    const path = join(folder, `netdata-${name}`);
    mkdirSync(path, { recursive: true });
    return `${name} = ${path}`;
  });
  writeFileSync(
    file,
    `[global]\nrun as user = root\n[directories]\n${directories.join('\n')}\n[db]\nupdate every = 1\n[web]\nbind to = 127.0.0.1:19998\n[registry]\nenabled = no\n[cloud]\nenabled = no\n`,
  );
  return file;
}
