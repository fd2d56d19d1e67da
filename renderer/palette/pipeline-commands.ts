import { tBoth, t } from '../messages/messages.ts';
import { EXAMPLES } from '../pages/pipelines/examples.ts';
import { isActive } from '../state/is-active.ts';
import type { JobStatus } from '../state/contract-types.ts';
import type { PageState } from '../state/page-state.svelte.ts';
import { routeHref } from '../state/route.svelte.ts';
import { groupOf, type Command } from './command.ts';

/** What can be done with each pipeline, and where new ones come from. */
export function pipelineCommands({ pipelines }: PageState): readonly Command[] {
  const group = groupOf('pipelines');
  const made = { id: 'new pipeline', said: tBoth('cmd.newPipeline'), group };
  return [
    ...pipelines.all.flatMap((status) => ofOne(status)),
    { ...made, run: () => void pipelines.shelf.create(t('pipelines.newPipeline'), null) },
  ];

  function ofOne(status: JobStatus): readonly Command[] {
    const { id, name } = status;
    const command = (what: Verb, run: () => void): Command => ({
      id: `${what} ${id}`,
      // The pipeline comes first, for "Start …" is what its button is called.
      said: tBoth(`cmd.pipeline.${what}`, { name }),
      group,
      run,
    });
    const isRunning = status.state.kind === 'running';
    return [
      isActive(status.state)
        ? command('stop', () => void pipelines.stop(id))
        : command('start', () => void pipelines.start(id)),
      command('show', () => (location.hash = routeHref('pipelines', id))),
      command('edit', () => pipelines.shelf.edit(id)),
      ...(isRunning ? [command('save', () => void pipelines.save(id))] : []),
      ...(isRunning ? [command('stopAndSave', () => void pipelines.stopAndSave(id))] : []),
      command('duplicate', () => void pipelines.shelf.create(t('more.copyOf', { name }), id)),
      command('delete', () => void pipelines.shelf.remove(status)),
    ];
  }
}

/** Those of the examples that are not among the pipelines yet. */
export function exampleCommands({ pipelines }: PageState): readonly Command[] {
  return EXAMPLES.filter((id) => pipelines.find(id) === undefined).map((id) => ({
    id: `example ${id}`,
    said: tBoth(`exampleName.${id}`),
    group: groupOf('examples'),
    run: () => void pipelines.startExample(id),
  }));
}

type Verb = 'start' | 'stop' | 'show' | 'edit' | 'save' | 'stopAndSave' | 'duplicate' | 'delete';
