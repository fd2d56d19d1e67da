/**
 * The sine of `turns` full turns, within 1e-15. By additions and multiplications only, whose results are the same on every
 * machine; those of `Math.sin` are not (ECMA-262 leaves them open).
 */
export function sineOfTurns(turns: number): number {
  const phase = turns - Math.floor(turns);
  const half = phase < 0.5 ? phase : phase - 0.5;
  const size = half <= 0.25 ? quarter(half) : quarter(0.5 - half);
  return phase < 0.5 ? size : -size;
}

/** Taylor's series up to x^19, for up to a quarter of a turn. */
function quarter(turns: number): number {
  const x = turns * 2 * Math.PI;
  const square = x * x;
  let sum = 1;
  for (let n = 18; 2 <= n; n -= 2) sum = 1 - (sum * square) / (n * (n + 1));
  return x * sum;
}
