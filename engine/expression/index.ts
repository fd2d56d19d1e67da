/** The only door to expressions. `document` parses and checks them, operators compile them. */
export type { Expression } from './expression.ts';
