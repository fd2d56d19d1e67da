import { stringify } from 'yaml';
import { lineText } from '../../reference/source-rows.ts';
import type { Case } from './random-case.ts';

/** A case as it is kept in test/contract/found: the document, and the lines of each file. */
export function saved({ document, files, turns }: Case): string {
  const texts = Object.entries(files).map(([name, lines]) => `--- ${name}\n${lines.map(lineText).join('\n')}\n`);
  const order = turns.map(({ source, lines }) => `${source} ${lines}\n`).join('');
  return `${stringify(document, { lineWidth: 0 })}${texts.join('')}--- turns\n${order}`;
}
