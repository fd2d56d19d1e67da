const CAUSE =
  /^(?:Caused by: )?[\w.$]+(?:Exception|Error): (.+(?:\n(?!\s*(?:at |\.\.\.|Caused by:)|End of exception|\]).*)*)/gm;
/** Classes of Java before what they say. */
const CLASSES = /^(?:\[?[\w.$]+\.\w+(?:Exception|Error): )+/;

/** The `count` innermost causes that a stack of Java names, which can be pages long, as sentences; null where it names none. */
export function lastCauses(text: string, count: number): string | null {
  const causes = [...text.matchAll(CAUSE)].map(([, sentence]) => sentence!.trim().replace(CLASSES, ''));
  const distinct = [...new Set(causes)];
  return distinct.length === 0 ? null : distinct.slice(-count).join('\n');
}
