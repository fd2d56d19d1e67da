/**
 * One thing that is wrong with a document, for people and for editors.
 * `message` says what is wrong and, after a comma, what was probably meant: `unknown key "intervall", did you mean "interval"?`
 */
export interface Problem {
  /** As given on the command line, or the document's name in the app. */
  readonly file: string;
  /** From 1; of the place in the text that is wrong. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** `file:line:column: message`, which terminals and editors turn into a link. */
export function formatProblem({ file, line, column, message }: Problem): string {
  return `${file}:${line}:${column}: ${message}`;
}
