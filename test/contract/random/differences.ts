import type { ReferenceRun } from '../../reference/run.ts';
import type { EngineRun } from './real-engine.ts';

/** What the engine does otherwise than the slow engine: one line each, the first few of each sink. */
export function differences(expected: ReferenceRun, found: EngineRun): string[] {
  const told: string[] = [];
  for (const [id, lines] of expected.lines) told.push(...lineDifferences(id, lines, found.lines.get(id) ?? []));
  for (const [id, counts] of expected.counts) {
    const [left, right] = [JSON.stringify(counts), JSON.stringify(found.counts.get(id))];
    if (left !== right) told.push(`${id}: expected ${left}, found ${right}`);
  }
  return told;
}

function lineDifferences(id: string, expected: readonly string[], found: readonly string[]): string[] {
  const length = Math.max(expected.length, found.length);
  for (let i = 0; i < length; i++) {
    const [left, right] = [expected[i] ?? '(nothing)', found[i] ?? '(nothing)'];
    if (!isSame(left, right)) return [`${id} line ${i + 1}:\n  expected ${left}\n  found    ${right}`];
  }
  return [];
}

function isSame(expected: string, found: string): boolean {
  if (expected === found) return true;
  if (!expected.includes('{"between":[') || !found.startsWith('{')) return false;
  const [left, right] = [JSON.parse(expected), JSON.parse(found)] as Record<string, unknown>[];
  const names = Object.keys(left!);
  return names.join() === Object.keys(right!).join() && names.every((name) => isSameCell(left![name], right![name]));
}

function isSameCell(expected: unknown, found: unknown): boolean {
  const between = (expected as { readonly between?: readonly [number, number] } | null)?.between;
  if (!between) return JSON.stringify(expected) === JSON.stringify(found);
  return typeof found === 'number' && between[0] <= found && found <= between[1];
}
