/** One thing that is wrong with an expression's text, and where: UTF-16 units from the start of the text. */
export interface ExpressionProblem {
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}

/** A span of the text of an expression, in UTF-16 units. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}
