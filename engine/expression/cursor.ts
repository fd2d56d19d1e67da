import type { ExpressionProblem, Place } from './problem.ts';
import type { CallSyntax, Syntax } from './syntax.ts';
import { span } from './syntax.ts';
import type { Token } from './tokens.ts';

/** Most levels of calls and parentheses in one expression. */
export const NESTING_LIMIT = 200;

/**
 * The place of the parser in its tokens, and the first thing that was wrong.
 *
 * After a problem the cursor stands at the end, where every loop of the parser stops by itself; what it builds then is thrown away.
 */
export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  #problem: ExpressionProblem | null = null;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get problem(): ExpressionProblem | null {
    return this.#problem;
  }

  /** The token that comes next. */
  get token(): Token {
    return this.#tokens[this.#at]!;
  }

  /** The token after the next one. */
  peek(): Token {
    return this.#tokens[Math.min(this.#at + 1, this.#tokens.length - 1)]!;
  }

  /** Whether the next token is followed by a minus and a string: `INTERVAL -'1' DAY`, but not the column in `interval - 1`. */
  isSignedText(): boolean {
    return this.peek().upper === '-' && this.#tokens[this.#at + 2]?.kind === 'text';
  }

  /** Takes the next token. */
  next(): Token {
    const token = this.token;
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  /** Takes the next token if it is the word or symbol `upper`. */
  accept(upper: string): Token | null {
    const { kind } = this.token;
    return (kind === 'word' || kind === 'symbol') && this.token.upper === upper ? this.next() : null;
  }

  /** Takes the word or symbol `upper`, or fails; `purpose` goes on with the message: `expected ) to close the call`. */
  expect(upper: string, purpose: string): Token {
    const token = this.accept(upper);
    if (token === null) this.fail(`expected ${upper} ${purpose}, found ${this.describe()}`);
    return token ?? this.token;
  }

  /** The next token in words, for messages. */
  describe(): string {
    const { kind, text } = this.token;
    if (kind === 'end') return 'the end';
    if (kind === 'symbol') return text;
    return kind === 'text' ? `'${text}'` : `"${text}"`;
  }

  fail(message: string, at: Place = this.token): void {
    this.#problem ??= { message, offset: at.offset, length: at.length };
    this.#at = this.#tokens.length - 1;
  }

  /** Goes one level down; to be paired with `leave`. */
  enter(): void {
    if (NESTING_LIMIT < ++this.#depth) this.#failDepth(this.token);
  }

  leave(): void {
    this.#depth--;
  }

  /** A call of `name`, written at `namePlace`, spanning `place`. */
  call(name: string, namePlace: Place, args: Syntax[], place: Place): CallSyntax {
    let height = 1;
    for (const each of args) if (each.kind === 'call') height = Math.max(height, each.height + 1);
    if (NESTING_LIMIT < height) this.#failDepth(place);
    const { offset, length } = namePlace;
    const at = { offset: place.offset, length: place.length };
    const common = { namePlace: { offset, length }, target: null, quantifier: null, height };
    return { kind: 'call', name, arguments: args, ...common, ...at };
  }

  /** `call` with one argument more at its end. */
  extend(call: CallSyntax, argument: Syntax): CallSyntax {
    call.arguments.push(argument);
    const height = Math.max(call.height, argument.kind === 'call' ? argument.height + 1 : 1);
    if (NESTING_LIMIT < height) this.#failDepth(argument);
    return { ...call, height, ...span(call, argument) };
  }

  #failDepth(at: Place): void {
    this.fail(`nested more than ${NESTING_LIMIT} levels deep; compute a part of it in an extend operator before`, at);
  }
}
