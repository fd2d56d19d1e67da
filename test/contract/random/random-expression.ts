import type { Type } from '../../reference/value.ts';
import type { RandomColumn } from './random-values.ts';
import { STRINGS } from './random-values.ts';
import type { Random } from './random.ts';

/** How tightly the outermost operator of a text binds: what binds less tightly than its place wants gets parentheses. */
const [OR, AND, NOT, IS, COMPARISON, PREDICATE, SUM, PRODUCT, SIGN, PRIMARY] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

interface Text {
  readonly text: string;
  readonly binding: number;
}

const EXTRACT_UNITS = 'YEAR QUARTER MONTH WEEK DAY DOW ISODOW DOY HOUR MINUTE SECOND MILLISECOND EPOCH ISOYEAR'.split(
  ' ',
);
const FLOOR_UNITS = 'MILLISECOND SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR'.split(' ');
const PATTERNS = ['%', 'a%', '%a', '_', '%_%', '', 'a\\_%', '%😀%', '__', "%'%", '%1%2%'];
const REGULAR = ['[0-9]+', '([a-z])([0-9]*)', 'a|b', '^.', '(x)?1', 'zzz', '\\d\\d', '[^a]$', ''];
const NUMBER: readonly Type[] = ['bigint', 'double'];

/** Random expressions over the columns of one stream, each of a type that was asked for. */
export class ExpressionMaker {
  readonly #random: Random;
  readonly #columns: readonly RandomColumn[];

  constructor(random: Random, columns: readonly RandomColumn[]) {
    this.#random = random;
    this.#columns = columns.filter(({ nature }) => nature !== 'rough');
  }

  /** An expression of `type` that nests up to about `depth` deep. */
  make(type: Type, depth: number): string {
    return this.#some(type, depth).text;
  }

  #some(type: Type, depth: number): Text {
    if (depth <= 0 || this.#random.chance(0.15)) return this.#leaf(type);
    if (this.#random.chance(0.2)) return this.#choice(type, depth - 1);
    switch (type) {
      case 'bigint':
        return this.#bigint(depth - 1);
      case 'double':
        return this.#double(depth - 1);
      case 'string':
        return this.#string(depth - 1);
      case 'boolean':
        return this.#boolean(depth - 1);
      case 'timestamp':
        return this.#timestamp(depth - 1);
    }
  }

  /** In a place that takes what binds at least as tightly as `binding`. */
  #in(type: Type, depth: number, binding: number): string {
    // NULL takes the type of its place.
    if (this.#random.chance(0.02)) return `CAST(NULL AS ${type.toUpperCase()})`;
    const { text, binding: own } = this.#some(type, depth);
    return own < binding || this.#random.chance(0.05) ? `(${text})` : text;
  }

  #argument(type: Type, depth: number): string {
    return this.#in(type, depth, OR);
  }

  #number(): Type {
    return this.#random.pick(NUMBER);
  }

  #anyType(): Type {
    return this.#random.pick(['string', 'double', 'bigint', 'boolean', 'timestamp']);
  }

  #leaf(type: Type): Text {
    const columns = this.#columns.filter((each) => each.type === type);
    if (0 < columns.length && this.#random.chance(0.8)) return primary(columnText(this.#random.pick(columns).name));
    return primary(this.#literal(type));
  }

  #literal(type: Type): string {
    const random = this.#random;
    switch (type) {
      case 'bigint':
        return random.pick(['0', '1', '2', '3', '7', '10', '100', '9007199254740991']);
      case 'double':
        return random.pick(['0.0', '0.5', '1.5', '.25', '2.', '1e3', '1E-3', '1e308', '2.675']);
      case 'boolean':
        return random.pick(['TRUE', 'FALSE', 'true']);
      case 'string':
        return quoted(random.pick(STRINGS));
      case 'timestamp':
        return `TIMESTAMP ${quoted(random.pick(['1970-01-01 00:00:00', '2026-11-22 20:04:08.5', '1969-12-31', '2024-02-29T23:59:59.999Z']))}`;
    }
  }

  /** What every type has: CASE, IF, COALESCE, NULLIF, LEAST and GREATEST. */
  #choice(type: Type, depth: number): Text {
    const condition = (): string => this.#argument('boolean', depth);
    const value = (): string => this.#argument(type, depth);
    // Of a bigint and a double comes a double, and so it has to be asked for.
    const other = (): string => this.#argument(type === 'double' ? this.#number() : type, depth);
    switch (this.#random.integer(0, 6)) {
      case 0:
        return primary(`CASE WHEN ${condition()} THEN ${value()} WHEN ${condition()} THEN ${other()} END`);
      case 1:
        return primary(`case when ${condition()} then ${value()} else ${other()} end`);
      case 2: {
        const kind = this.#anyType();
        const compared = (): string => this.#argument(kind, depth);
        return primary(
          `CASE ${compared()} WHEN ${compared()} THEN ${value()} WHEN ${compared()} THEN NULL ELSE ${other()} END`,
        );
      }
      case 3:
        return primary(`IF(${condition()}, ${value()}, ${other()})`);
      case 4:
        return primary(`COALESCE(${value()}, NULL, ${other()})`);
      case 5:
        return primary(`NULLIF(${value()}, ${other()})`);
      default:
        return primary(`${this.#random.pick(['LEAST', 'GREATEST'])}(${value()}, ${other()}, ${other()})`);
    }
  }

  #arithmetic(depth: number, [left, right]: readonly [Type, Type]): Text {
    const symbol = this.#random.pick(['+', '-', '*', '/', '%']);
    const binding = symbol === '+' || symbol === '-' ? SUM : PRODUCT;
    return { text: `${this.#in(left, depth, binding)} ${symbol} ${this.#in(right, depth, binding + 1)}`, binding };
  }

  #bigint(depth: number): Text {
    const random = this.#random;
    const whole = (): string => this.#argument('bigint', depth);
    switch (random.integer(0, 9)) {
      case 0:
      case 1:
      case 2:
        return this.#arithmetic(depth, ['bigint', 'bigint']);
      case 3:
        return { text: `-${this.#in('bigint', depth, PRIMARY)}`, binding: SIGN };
      case 4:
        return primary(`${random.pick(['ABS', 'SIGN', 'CEIL', 'FLOOR', 'ROUND'])}(${whole()})`);
      case 5:
        return primary(random.pick([`MOD(${whole()}, ${whole()})`, `ROUND(${whole()}, ${random.integer(-3, 2)})`]));
      case 6:
        return primary(`CHAR_LENGTH(${this.#argument('string', depth)})`);
      case 7:
        return random.chance(0.3)
          ? primary(`UNIX_TIMESTAMP(${this.#argument('timestamp', depth)})`)
          : primary(`EXTRACT(${random.pick(EXTRACT_UNITS)} FROM ${this.#argument('timestamp', depth)})`);
      case 8:
        return {
          text: `${this.#in('timestamp', depth, SUM)} - ${this.#in('timestamp', depth, PRODUCT)}`,
          binding: SUM,
        };
      default:
        return this.#cast('bigint', depth);
    }
  }

  #double(depth: number): Text {
    const random = this.#random;
    const number = (): string => this.#argument(this.#number(), depth);
    const double = (): string => this.#argument('double', depth);
    switch (random.integer(0, 7)) {
      case 0:
      case 1:
      case 2:
        return this.#arithmetic(
          depth,
          random.pick([
            ['double', 'double'],
            ['bigint', 'double'],
            ['double', 'bigint'],
          ] as const),
        );
      case 3:
        return { text: `-${this.#in('double', depth, PRIMARY)}`, binding: SIGN };
      case 4:
        return primary(`${random.pick(['ABS', 'SIGN', 'CEIL', 'FLOOR', 'ROUND'])}(${double()})`);
      case 5:
        return primary(`ROUND(${double()}, ${random.integer(-2, 4)})`);
      case 6:
        return random.chance(0.4)
          ? primary(`POWER(${number()}, ${number()})`)
          : primary(`${random.pick(['SQRT', 'LN', 'EXP'])}(${number()})`);
      default:
        return this.#cast('double', depth);
    }
  }

  #string(depth: number): Text {
    const random = this.#random;
    const text = (): string => this.#argument('string', depth);
    const whole = (): string => (random.chance(0.7) ? String(random.integer(-4, 5)) : this.#argument('bigint', depth));
    switch (random.integer(0, 8)) {
      case 0:
        return { text: `${this.#in('string', depth, SUM)} || ${this.#in('string', depth, PRODUCT)}`, binding: SUM };
      case 1:
        return primary(`CONCAT(${text()}, ${text()}, ${text()})`);
      case 2:
        return primary(`${random.pick(['UPPER', 'lower', 'Trim'])}(${text()})`);
      case 3:
        return primary(
          `TRIM(${random.pick(['BOTH', 'LEADING', 'TRAILING'])} ${quoted(random.pick(['a', '😀', 'ab', ' ']))} FROM ${text()})`,
        );
      case 4:
        return primary(`SUBSTRING(${text()}, ${whole()}${random.chance(0.6) ? `, ${whole()}` : ''})`);
      case 5:
        return primary(`REPLACE(${text()}, ${text()}, ${text()})`);
      case 6:
        return primary(`REGEXP_EXTRACT(${text()}, ${quoted(random.pick(REGULAR))})`);
      default:
        return this.#cast('string', depth);
    }
  }

  #timestamp(depth: number): Text {
    const random = this.#random;
    const unit = random.pick(['MILLISECOND', 'SECOND', 'MINUTES', 'HOUR', 'DAY']);
    const amount =
      unit === 'SECOND' ? random.pick(['1.5', '0.001', '-2.25', '5']) : random.pick(['1', '10', '-3', '0']);
    const interval = `INTERVAL '${amount}' ${unit}`;
    switch (random.integer(0, 3)) {
      case 0:
      case 1:
        return {
          text: `${this.#in('timestamp', depth, SUM)} ${random.pick(['+', '-'])} ${interval}`,
          binding: SUM,
        };
      case 2:
        return primary(
          `${random.pick(['FLOOR', 'CEIL'])}(${this.#argument('timestamp', depth)} TO ${random.pick(FLOOR_UNITS)})`,
        );
      default:
        return this.#cast('timestamp', depth);
    }
  }

  #cast(type: Type, depth: number): Text {
    const from: Readonly<Record<Type, readonly Type[]>> = {
      string: ['string', 'double', 'bigint', 'boolean', 'timestamp'],
      double: ['string', 'double', 'bigint', 'boolean'],
      bigint: ['string', 'double', 'bigint', 'boolean', 'timestamp'],
      boolean: ['string', 'double', 'bigint', 'boolean'],
      timestamp: ['string', 'bigint', 'timestamp'],
    };
    const operand = this.#argument(this.#random.pick(from[type]), depth);
    return primary(`${this.#random.pick(['CAST', 'TRY_CAST', 'TRY_CAST'])}(${operand} AS ${type.toUpperCase()})`);
  }

  #boolean(depth: number): Text {
    const random = this.#random;
    const not = random.pick(['', '', 'NOT ']);
    const type = this.#anyType();
    const other = NUMBER.includes(type) ? this.#number() : type;
    switch (random.integer(0, 9)) {
      case 0:
      case 1: {
        const text = `${this.#in('boolean', depth, AND)} AND ${this.#in('boolean', depth, NOT)}`;
        return { text, binding: AND };
      }
      case 2: {
        const text = `${this.#in('boolean', depth, OR)} OR ${this.#in('boolean', depth, AND)}`;
        return { text, binding: OR };
      }
      case 3:
        return { text: `NOT ${this.#in('boolean', depth, NOT)}`, binding: NOT };
      case 4: {
        const test = random.pick(['NULL', 'TRUE', 'FALSE', 'UNKNOWN']);
        return test === 'NULL'
          ? { text: `${this.#in(type, depth, COMPARISON)} IS ${not}NULL`, binding: IS }
          : { text: `${this.#in('boolean', depth, COMPARISON)} IS ${not}${test}`, binding: IS };
      }
      case 5: {
        const [low, high] = [this.#in(other, depth, SUM), this.#in(type, depth, SUM)];
        return { text: `${this.#in(type, depth, SUM)} ${not}BETWEEN ${low} AND ${high}`, binding: PREDICATE };
      }
      case 6: {
        const list = random.list(random.integer(1, 4), () =>
          random.chance(0.1) ? 'NULL' : this.#argument(other, depth),
        );
        const named = list.every((each) => each === 'NULL') ? [this.#literal(other)] : list;
        return { text: `${this.#in(type, depth, SUM)} ${not}IN (${named.join(', ')})`, binding: PREDICATE };
      }
      case 7: {
        // A literal with a wrong escape would be a mistake of the document; one that is computed only rejects its row.
        const pattern = random.chance(0.7) ? quoted(random.pick(PATTERNS)) : `${this.#in('string', depth, SUM)} || ''`;
        const escape = random.chance(0.3) ? " ESCAPE '\\'" : '';
        return { text: `${this.#in('string', depth, SUM)} ${not}LIKE ${pattern}${escape}`, binding: PREDICATE };
      }
      default: {
        const symbol = random.pick(['=', '<>', '<', '<=', '>', '>=']);
        const text = `${this.#in(type, depth, SUM)} ${symbol} ${this.#in(other, depth, SUM)}`;
        return { text, binding: COMPARISON };
      }
    }
  }
}

function primary(text: string): Text {
  return { text, binding: PRIMARY };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Some columns are called as keywords are. */
function columnText(name: string): string {
  return `\`${name}\``;
}
