/** More pipelines, boxes of one, or pixels than anybody moves things in. */
const PIPELINES_MAX = 200;
const NODES_MAX = 500;
const PIXELS_MAX = 100_000;
const NAME_MAX = 200;

/** Whether `value` says where boxes stand in the graphs of pipelines. */
export function areGraphPlaces(value: unknown): boolean {
  return isRecord(value, PIPELINES_MAX, (graph) => isRecord(graph, NODES_MAX, isPlace));
}

function isRecord(value: unknown, countMax: number, isRight: (each: unknown) => boolean): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= countMax && entries.every(([name, each]) => name.length <= NAME_MAX && isRight(each));
}

function isPlace(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { x, y, ...rest } = value as Readonly<Record<string, unknown>>;
  return isPixel(x) && isPixel(y) && Object.keys(rest).length === 0;
}

function isPixel(value: unknown): boolean {
  // A file keeps no sign of zero.
  return (
    Number.isSafeInteger(value) && !Object.is(value, -0) && 0 <= (value as number) && (value as number) <= PIXELS_MAX
  );
}
