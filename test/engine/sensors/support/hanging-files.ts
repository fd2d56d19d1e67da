import { FileReads } from '../../../../engine/sensors/linux/file-reads.ts';
import type { NumberFiles, SensorFileParts } from '../../../../engine/sensors/linux/sensor-file.ts';
import { settled } from './fake-time.ts';
import type { FakeTime } from './fake-time.ts';

/** Files of sensors that all hold `number`; those whose path ends with `hanging` answer only after `wake`, until `hang`. */
export function hangingFiles(time: FakeTime, hanging: string, number: number) {
  const paths: string[] = [];
  const waiting: (() => void)[] = [];
  let hangs = true;
  const system: NumberFiles = {
    open: (path) => Promise.resolve(paths.push(path) - 1),
    async read(descriptor, buffer) {
      if (hangs && paths[descriptor]!.endsWith(hanging)) await new Promise<void>((resolve) => waiting.push(resolve));
      return buffer.write(String(number));
    },
  };
  const files: SensorFileParts = { reads: new FileReads(time, 3), system };
  const wake = async (): Promise<void> => {
    hangs = false;
    for (const answer of waiting.splice(0)) answer();
    await settled();
  };
  return { files, wake, hang: () => void (hangs = true) };
}
