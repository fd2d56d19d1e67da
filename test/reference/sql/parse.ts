import type { Type } from '../value.ts';
import type { Branch, Expression } from './syntax.ts';
import { tokenize } from './tokens.ts';
import type { Token } from './tokens.ts';
import { readTimestamp } from './timestamp-text.ts';

const AGGREGATES =
  /^(count|sum|min|max|avg|first|last|stddev_pop|stddev_samp|var_pop|var_samp|percentile|rate|lag|delta|ewma)$/i;

const TYPES: Readonly<Record<string, Type>> = {
  STRING: 'string',
  VARCHAR: 'string',
  CHAR: 'string',
  DOUBLE: 'double',
  FLOAT: 'double',
  BIGINT: 'bigint',
  INT: 'bigint',
  INTEGER: 'bigint',
  BOOLEAN: 'boolean',
  TIMESTAMP: 'timestamp',
};

const UNIT_MS: Readonly<Record<string, number>> = {
  MILLISECOND: 1,
  SECOND: 1000,
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY: 86_400_000,
};

/** The expression `text`, which is known to be valid. */
export function parse(text: string): Expression {
  const parser = new Parser(tokenize(text));
  const expression = parser.or();
  parser.expectEnd();
  return expression;
}

/** One method for each level of binding, loosest first. */
class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  expectEnd(): void {
    if (this.#peek().kind !== 'end') throw this.#unexpected();
  }

  or(): Expression {
    return this.#leftAssociative(() => this.#and(), ['OR']);
  }

  #and(): Expression {
    return this.#leftAssociative(() => this.#not(), ['AND']);
  }

  #not(): Expression {
    return this.#skip('NOT') ? call('NOT', this.#not()) : this.#is();
  }

  #is(): Expression {
    let operand = this.#comparison();
    while (this.#skip('IS')) {
      const isNegated = this.#skip('NOT');
      if (this.#skip('DISTINCT')) {
        this.#expect('FROM');
        operand = negatedIf(isNegated, call('IS DISTINCT FROM', operand, this.#comparison()));
      } else operand = negatedIf(isNegated, call(`IS ${this.#next().text.toUpperCase()}`, operand));
    }
    return operand;
  }

  #comparison(): Expression {
    return this.#leftAssociative(() => this.#predicate(), ['=', '<>', '!=', '<', '<=', '>', '>=']);
  }

  #predicate(): Expression {
    let operand = this.#sum();
    for (;;) {
      const isNegated = this.#isWord('NOT') && this.#skip('NOT');
      if (this.#skip('BETWEEN')) {
        const low = this.#sum();
        this.#expect('AND');
        operand = negatedIf(isNegated, call('BETWEEN', operand, low, this.#sum()));
      } else if (this.#skip('IN')) {
        this.#expect('(');
        operand = negatedIf(isNegated, call('IN', operand, ...this.#list()));
      } else if (this.#skip('LIKE')) {
        const pattern = this.#sum();
        const escape = this.#skip('ESCAPE') ? [this.#sum()] : [];
        operand = negatedIf(isNegated, call('LIKE', operand, pattern, ...escape));
      } else return operand;
    }
  }

  #sum(): Expression {
    return this.#leftAssociative(() => this.#product(), ['+', '-', '||']);
  }

  #product(): Expression {
    return this.#leftAssociative(() => this.#signed(), ['*', '/', '%']);
  }

  #signed(): Expression {
    if (this.#skip('+')) return this.#signed();
    return this.#skip('-') ? call('NEGATE', this.#signed()) : this.#primary();
  }

  #primary(): Expression {
    const token = this.#next();
    if (token.kind === 'text') return { kind: 'literal', value: token.text, type: 'string' };
    if (token.kind === 'number') return numberLiteral(token.text);
    if (token.kind === 'name') return { kind: 'column', name: this.#qualified(token.text) };
    if (token.text === '(') {
      const inner = this.or();
      this.#expect(')');
      return inner;
    }
    if (token.kind === 'word') return this.#word(token.text);
    throw this.#unexpected();
  }

  #word(text: string): Expression {
    const word = text.toUpperCase();
    if (word === 'CASE') return this.#case();
    if (this.#skip('(')) return this.#function(word);
    if (word === 'TRUE' || word === 'FALSE') return { kind: 'literal', value: word === 'TRUE', type: 'boolean' };
    if (word === 'NULL') return { kind: 'literal', value: null, type: null };
    const isBeforeText = this.#peek().kind === 'text';
    if (word === 'TIMESTAMP' && isBeforeText)
      return { kind: 'literal', value: readTimestamp(this.#next().text)!, type: 'timestamp' };
    if (word === 'INTERVAL' && (isBeforeText || this.#peek().text === '-')) return this.#interval();
    return { kind: 'column', name: this.#qualified(text) };
  }

  /** `step.column`, as the columns of a pattern have it. */
  #qualified(name: string): string {
    return this.#skip('.') ? `${name}.${this.#next().text}` : name;
  }

  #interval(): Expression {
    const sign = this.#skip('-') ? -1 : 1;
    const amount = Number(this.#next().text);
    const unit = this.#next().text.toUpperCase().replace(/S$/, '');
    return { kind: 'interval', ms: sign * Math.trunc(amount * UNIT_MS[unit]!) };
  }

  /** After the opening parenthesis. */
  #function(name: string): Expression {
    if (AGGREGATES.test(name)) return this.#aggregate(name.toLowerCase());
    if (name === 'CAST' || name === 'TRY_CAST') return this.#cast(name === 'TRY_CAST');
    if (name === 'EXTRACT') {
      const unit = this.#next().text.toUpperCase();
      this.#expect('FROM');
      const [operand] = this.#list();
      return { kind: 'unit', name, unit, operand: operand! };
    }
    if (name === 'TRIM') return this.#trim();
    return this.#plainFunction(name);
  }

  /** A list of arguments; also `FLOOR(x TO unit)` and `SUBSTRING(s FROM n FOR m)`. */
  #plainFunction(name: string): Expression {
    if (this.#skip(')')) return call(name);
    const operands = [this.or()];
    if (this.#skip('TO')) {
      const unit = this.#next().text.toUpperCase();
      this.#expect(')');
      return { kind: 'unit', name, unit, operand: operands[0]! };
    }
    while (this.#skip(',') || this.#skip('FROM') || this.#skip('FOR')) operands.push(this.or());
    this.#expect(')');
    return call(name, ...operands);
  }

  #aggregate(name: string): Expression {
    if (this.#skip('*')) {
      this.#expect(')');
      return { kind: 'aggregate', name, distinct: false, operands: [] };
    }
    const distinct = this.#skip('DISTINCT');
    return { kind: 'aggregate', name, distinct, operands: this.#list() };
  }

  #cast(orNull: boolean): Expression {
    const operand = this.or();
    this.#expect('AS');
    const to = TYPES[this.#next().text.toUpperCase()]!;
    this.#skip('PRECISION');
    if (this.#skip('(')) {
      this.#next();
      this.#expect(')');
    }
    this.#expect(')');
    return { kind: 'cast', operand, to, orNull };
  }

  #trim(): Expression {
    const side = ['BOTH', 'LEADING', 'TRAILING'].find((each) => this.#skip(each)) ?? 'BOTH';
    const first = this.#skip('FROM') ? null : this.or();
    const isWhole = first !== null && this.#skip(')');
    if (isWhole) return call(`TRIM ${side}`, first);
    this.#skip('FROM');
    const text = this.or();
    this.#expect(')');
    return first === null ? call(`TRIM ${side}`, text) : call(`TRIM ${side}`, text, first);
  }

  #case(): Expression {
    const operand = this.#isWord('WHEN') ? null : this.or();
    const branches: Branch[] = [];
    while (this.#skip('WHEN')) {
      const when = this.or();
      this.#expect('THEN');
      branches.push({ when: operand ? call('=', operand, when) : when, then: this.or() });
    }
    const otherwise: Expression = this.#skip('ELSE') ? this.or() : { kind: 'literal', value: null, type: null };
    this.#expect('END');
    return { kind: 'case', branches, otherwise };
  }

  /** Up to the closing parenthesis. */
  #list(): Expression[] {
    const operands = [this.or()];
    while (this.#skip(',')) operands.push(this.or());
    this.#expect(')');
    return operands;
  }

  #leftAssociative(operand: () => Expression, symbols: readonly string[]): Expression {
    let left = operand();
    for (;;) {
      const symbol = symbols.find((each) => this.#skip(each));
      if (symbol === undefined) return left;
      left = call(symbol === '!=' ? '<>' : symbol, left, operand());
    }
  }

  #isWord(word: string): boolean {
    const { kind, text } = this.#peek();
    return kind === 'word' && text.toUpperCase() === word;
  }

  #skip(text: string): boolean {
    const isHere = this.#isWord(text) || (this.#peek().kind === 'symbol' && this.#peek().text === text);
    if (isHere) this.#at++;
    return isHere;
  }

  #expect(text: string): void {
    if (!this.#skip(text)) throw this.#unexpected();
  }

  #peek(): Token {
    return this.#tokens[this.#at]!;
  }

  #next(): Token {
    return this.#tokens[this.#at++]!;
  }

  #unexpected(): Error {
    return new Error(`the slow engine cannot parse ${this.#tokens.map(({ text }) => text).join(' ')} at ${this.#at}`);
  }
}

function call(name: string, ...operands: readonly Expression[]): Expression {
  return { kind: 'call', name, operands };
}

function negatedIf(isNegated: boolean, expression: Expression): Expression {
  return isNegated ? call('NOT', expression) : expression;
}

function numberLiteral(text: string): Expression {
  return /^\d+$/.test(text)
    ? { kind: 'literal', value: BigInt(text), type: 'bigint' }
    : { kind: 'literal', value: Number(text), type: 'double' };
}
