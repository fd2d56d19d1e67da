import { join } from 'node:path';
import type { HttpSinkOptions, Plan } from '../document/plan.ts';
import type { HttpSinkContext } from '../sinks/http.ts';
import { waitByTimer } from '../sources/wait-by-timer.ts';
import { reachedFrom } from './paths.ts';
import type { SubtaskStart } from './protocol.ts';

/** Characters of a pipeline's name in the name of a folder. */
const NAME_LENGTH_MAX = 60;

/** What the `http` sink `id` needs to know of its job. */
export function httpSinkDetails(
  id: string,
  { buffer }: HttpSinkOptions,
  { plan, subtask }: SubtaskStart,
): Pick<HttpSinkContext, 'folder' | 'canWait' | 'random' | 'wait'> {
  const name = plan.name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, NAME_LENGTH_MAX);
  return {
    folder: join(buffer.folder, `${name}.${id}.${subtask}`),
    canWait: sourcesOf(id, plan).every((type) => type !== 'system' && type !== 'http'),
    random: Math.random,
    wait: waitByTimer,
  };
}

/** The types of the sources whose rows can come to `sink`. */
function sourcesOf(sink: string, plan: Plan): readonly string[] {
  return plan.nodes.flatMap((node) =>
    node.role === 'source' && reachedFrom(node.id, plan).has(sink) ? [node.source.type] : [],
  );
}
