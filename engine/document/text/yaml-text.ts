import type { Document, YAMLError } from 'yaml';
import { Composer, LineCounter, Parser } from 'yaml';
import type { Problems } from '../check/problems.ts';
import { excessIn } from './nesting.ts';
import { syntaxMessage, syntaxOffset } from './syntax-messages.ts';

/** Bytes of a document in UTF-8. */
export const DOCUMENT_BYTES_MAX = 1024 * 1024;

/** Gives line and column, from 1, of offsets into `text`. */
export function positions(text: string): (offset: number) => { line: number; column: number } {
  const counter = new LineCounter();
  counter.addNewLine(0);
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) counter.addNewLine(i + 1);
  return (offset) => {
    const { line, col } = counter.linePos(offset);
    return { line, column: col };
  };
}

/** The YAML document in `text`, or null where it is none; then `problems` says why. */
export function parseYaml(text: string, problems: Problems): Document.Parsed | null {
  const reason = unreadable(text);
  if (reason) {
    problems.add(reason.offset, '', reason.message);
    return null;
  }
  const [document, second] = parseQuickly(text);
  if (!document) return null;
  reportSyntax([...document.errors, ...document.warnings], text, problems);
  if (second)
    problems.add(second.range[0], '', 'a second document begins here, write each pipeline in a file of its own');
  if (problems.isEmpty && document.contents === null) {
    problems.add(0, '', 'the document is empty, it needs at least version, name, sources and sinks');
  }
  const { version } = document.directives.yaml;
  if (version !== '1.2')
    problems.add(0, '', `YAML ${version} is asked for, a document is YAML 1.2: take the %YAML line out`);
  return problems.isEmpty ? document : null;
}

/** Why `text` cannot be a document at all, or null. */
export function unreadable(text: string): { offset: number; message: string } | null {
  const bytes = new TextEncoder().encode(text).length;
  if (DOCUMENT_BYTES_MAX < bytes) {
    return { offset: 0, message: `the document has ${bytes} bytes, at most ${DOCUMENT_BYTES_MAX} (1MiB) are read` };
  }
  // eslint-disable-next-line no-control-regex -- looking for control characters is the point
  const strange = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]/.exec(text);
  if (strange) {
    const code = strange[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    const message = `this is not text in UTF-8 (character U+${code}), a document is a YAML file saved as UTF-8`;
    return { offset: strange.index, message };
  }
  return excessIn(text);
}

/** The first two documents of `text`: of a third there is nothing more to say. */
function parseQuickly(text: string): readonly Document.Parsed[] {
  // The parser makes an Error for each mistake. Without their stacks a text of nothing but mistakes is read six times faster.
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    // Keys are compared by us, in linear time and with better words.
    const composer = new Composer({ uniqueKeys: false, version: '1.2' });
    const documents: Document.Parsed[] = [];
    for (const document of composer.compose(new Parser().parse(text), true, text.length)) {
      documents.push(document);
      if (documents.length === 2) break;
    }
    return documents;
  } finally {
    Error.stackTraceLimit = before;
  }
}

/** Reports the first mistake of each line: what follows it there is mostly its echo. */
function reportSyntax(mistakes: readonly YAMLError[], text: string, problems: Problems): void {
  const lines = new Set<number>();
  const positionOf = positions(text);
  for (const mistake of mistakes) {
    const offset = syntaxOffset(mistake, text);
    const { line } = positionOf(offset);
    if (lines.has(line)) continue;
    lines.add(line);
    problems.add(offset, '', syntaxMessage(mistake, text));
  }
}
