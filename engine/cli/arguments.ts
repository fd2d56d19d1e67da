/** The words after a command, sorted into options and the rest. */
export interface Arguments {
  /** Values of each option in the order given; a switch has the value `true`. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly rest: readonly string[];
}

/**
 * Sorts `args` by the options that a command knows: `value` takes the next word (or what follows `=`), `switch` takes none.
 * Gives a sentence about what is wrong instead where something is. `--` ends the options.
 */
export function parseArguments(
  args: readonly string[],
  known: Readonly<Record<string, 'value' | 'switch'>>,
): Arguments | string {
  const options = new Map<string, string[]>();
  const rest: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    if (word === '--') {
      rest.push(...args.slice(i + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      rest.push(word);
      continue;
    }
    const cut = word.indexOf('=');
    const name = cut === -1 ? word : word.slice(0, cut);
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) return `unknown option "${name}"`;
    if (kind === 'switch' && cut !== -1) return `option "${name}" takes no value`;
    const value = valueOf(word, cut, kind === 'value' && cut === -1 ? args[++i] : 'true');
    if (value === '') return `option "${name}" needs a value`;
    options.set(name, [...(options.get(name) ?? []), value]);
  }
  return { options, rest };
}

function valueOf(word: string, cut: number, next: string | undefined): string {
  return cut === -1 ? (next ?? '') : word.slice(cut + 1);
}
