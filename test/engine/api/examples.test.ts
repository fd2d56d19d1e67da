import { deepEqual, equal } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, describe, test, vi } from 'vitest';
// So that no example's time is that of loading the engine.
import '../../../engine/api/index.ts';

const PAGE = readFileSync(new URL('../../../docs/typescript-api.md', import.meta.url), 'utf8');
const EXAMPLES = ['windows', 'document', 'process'];

/** What the page shows of one example: the text of the file, and what it prints. */
function shown(name: string): { readonly code: string; readonly output: string } {
  const after = PAGE.slice(PAGE.indexOf(`\`test/examples/${name}.ts\``));
  const [, code, output] = /```ts\n([\s\S]*?)```[\s\S]*?```(?:text|yaml)\n([\s\S]*?)```/.exec(after)!;
  return { code: code!, output: output! };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the page of the TypeScript API', () => {
  test.each(EXAMPLES)('shows the example %s as it is, and what it prints', async (name) => {
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((...values: readonly unknown[]) => void lines.push(values.join(' ')));
    await import(`../../examples/${name}.ts`);
    const { code, output } = shown(name);
    equal(code, readFileSync(new URL(`../../examples/${name}.ts`, import.meta.url), 'utf8'));
    equal(output.trimEnd(), lines.join('\n').trimEnd());
  });

  test('shows no other examples', () => {
    deepEqual(
      [...PAGE.matchAll(/`test\/examples\/(\w+)\.ts`/g)].map(([, name]) => name),
      EXAMPLES,
    );
  });
});
