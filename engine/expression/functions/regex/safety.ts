import { positionsOf } from './positions.ts';
import { searchCost, stepsOf } from './cost.ts';
import { parseRegex } from './syntax.ts';

/**
 * How long a text `source`, which has to be a regular expression, may be searched in so that no text takes more than some tens of
 * milliseconds; or, in `fault`, what makes the pattern too slow to be used at all, and what to write instead.
 */
export function searchOf(source: string): Search {
  const tree = parseRegex(source);
  if (typeof tree === 'string')
    return refused(`${tree}, which no search in bounded time can do; write out what to find`);
  const positions = positionsOf(source, tree);
  if (positions === null) return refused('the pattern has too many parts; count up to less, or repeat with * or +');
  const cost = searchCost(positions, isAnchored(source));
  if ('doubles' in cost)
    return refused(
      `the pattern could take for ever: ${cost.doubles} can match the same text in several ways; ` +
        'repeat only one part of it, or let its parts begin with different characters',
    );
  if (STEPS_MAX < stepsOf(cost, SEARCHED_MIN)) return refused(describeSlow(cost.parts));
  let most = SEARCHED_MAX;
  // Tried in steps of an eighth, so that the limit that a person is told is a round number.
  while (STEPS_MAX < stepsOf(cost, most)) most = Math.floor((most * 7) / 8 / 8) * 8;
  return { most: Math.max(most, SEARCHED_MIN), fault: null };
}

export interface Search {
  /** Characters (UTF-16 units). */
  readonly most: number;
  readonly fault: string | null;
}

/** Some 3 to 6 ns each. */
const STEPS_MAX = 8_000_000;
const SEARCHED_MAX = 65_536;
/** A pattern that cannot search that much is of no use. */
const SEARCHED_MIN = 1000;

function refused(fault: string): Search {
  return { most: 0, fault };
}

function describeSlow(parts: readonly string[]): string {
  const names = [...new Set(parts)];
  const which = names.length === 1 ? `${names[0]}, tried more than once,` : names.join(' and ');
  if (names.length === 0)
    return 'the pattern could take very long: it has too many optional parts; repeat with * instead';
  return (
    `the pattern could take very long: ${which} can match the same text one after the other; ` +
    'take one out, let each match only up to what follows, as [^,]* does before a comma, or begin the pattern with ^'
  );
}

// With alternatives each would need its own.
function isAnchored(source: string): boolean {
  return source.startsWith('^') && !/\|/.test(source);
}
