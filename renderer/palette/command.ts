import { tBoth, type Said } from '../messages/messages.ts';
import { fuzzyScore } from './fuzzy.ts';

/** One thing that a person can do, as the palette offers it. */
export interface Command {
  readonly id: string;
  readonly said: Said;
  /** Where it belongs; empty: it says so itself. */
  readonly group: Said;
  /** Its key in the table of keys, where it has one. */
  readonly key?: string;
  readonly run: () => void;
}

/** So many are offered at once: whoever wants another one writes a letter more. */
const OFFERED_MAX = 40;

/** The commands that fit what is written, the best first; of an empty query, all in their order. */
export function found(commands: readonly Command[], query: string): readonly Command[] {
  if (query.trim() === '') return commands.slice(0, OFFERED_MAX);
  return commands
    .map((command) => ({ command, score: scoreOf(command, query) }))
    .filter((one): one is { command: Command; score: number } => one.score !== null)
    .sort((a, b) => b.score - a.score)
    .slice(0, OFFERED_MAX)
    .map(({ command }) => command);
}

/** A command is found by its words in the language of the page, and by the English ones. */
function scoreOf({ said, group }: Command, query: string): number | null {
  const scores = [`${said.text} ${group.text}`, `${said.english} ${group.english}`].map((text) =>
    fuzzyScore(query, text),
  );
  const fitting = scores.filter((score) => score !== null);
  return fitting.length === 0 ? null : Math.max(...fitting);
}

/** The group of commands that say themselves where they belong. */
export function groupOf(
  name: 'pages' | 'pipelines' | 'recordings' | 'dashboards' | 'view' | 'alerts' | 'settings' | 'examples' | 'help',
): Said {
  return tBoth(`cmd.group.${name}`);
}
