import { KEY_TABLE } from '../keys/key-table.ts';
import { tBoth } from '../messages/messages.ts';
import { EXAMPLES } from '../pages/pipelines/examples.ts';
import type { PageState } from '../state/page-state.svelte.ts';
import { PAGES, routeHref } from '../state/route.svelte.ts';
import { groupOf, type Command } from './command.ts';

/** Going to the pages, and help. */
export function pageCommands(page: PageState): readonly Command[] {
  const group = groupOf('pages');
  const help = groupOf('help');
  return [
    ...PAGES.map((name, i) => ({
      id: `page ${name}`,
      said: tBoth(`nav.${name}`),
      group,
      key: KEY_TABLE.everywhere.pages[i]!,
      run: () => (location.hash = routeHref(name)),
    })),
    {
      id: 'first steps',
      said: tBoth('cmd.firstSteps'),
      group: help,
      run: () => {
        location.hash = routeHref('dashboard');
        void page.settings.change({ firstSteps: true });
      },
    },
    {
      id: 'lesson',
      said: tBoth('cmd.lesson'),
      group: help,
      run: () => {
        void page.settings.change({ lesson: true });
        void page.pipelines.startExample(EXAMPLES[0]);
      },
    },
    { id: 'keys', said: tBoth('cmd.keys'), group: help, key: '?', run: () => (page.overlay = 'keys') },
  ];
}
