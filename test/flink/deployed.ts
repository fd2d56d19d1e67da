import { Writable } from 'node:stream';
import { deploy } from '../../engine/cli/deploy.ts';
import { JOB_PACE } from '../../engine/flink/follow-job.ts';

const GATEWAY = process.env['FLINK_GATEWAY'] ?? '';

/** What a command printed, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `millrace deploy` with `args` in `folder`, on the cluster that the tests were started with. */
export async function deployed(folder: string, args: readonly string[], pace = JOB_PACE): Promise<Ended> {
  const printed = { stdout: '', stderr: '' };
  const into = (name: 'stdout' | 'stderr'): Writable =>
    new Writable({
      write(text, _encoding, done) {
        printed[name] += String(text);
        done();
      },
    });
  const io = { stdout: into('stdout'), stderr: into('stderr'), environment: {}, workingFolder: folder };
  const code = await deploy([...args, '--gateway', GATEWAY], { ...io, signal: new AbortController().signal }, pace);
  return { code, ...printed };
}
