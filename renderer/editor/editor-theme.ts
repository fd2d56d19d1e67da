import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The colours of a document's text: those of the page, in both themes. */
export const yamlColours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--accent)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--muted)', fontStyle: 'italic' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: [tags.keyword, tags.meta, tags.labelName, tags.typeName], color: 'var(--warning)' },
  { tag: [tags.punctuation, tags.separator, tags.brace, tags.squareBracket], color: 'var(--muted)' },
]);

const TIP = {
  border: '1px solid var(--outline)',
  borderRadius: '6px',
  backgroundColor: 'var(--raised)',
  color: 'var(--text)',
};

/** What the editor looks like. */
export const editorTheme = EditorView.theme({
  '&': { maxHeight: '60vh', color: 'var(--text)', fontSize: '12px' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-1px', borderRadius: '8px' },
  '.cm-scroller': {
    overflow: 'auto',
    fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace",
    lineHeight: '18px',
  },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--text)' },
  // Lines that are scrolled sideways pass behind it.
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--muted)', border: '0' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--raised) 60%, transparent)' },
  '.cm-content ::selection': { backgroundColor: 'color-mix(in srgb, var(--accent) 35%, transparent)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'color-mix(in srgb, var(--accent) 30%, transparent)' },
  '.cm-tooltip': TIP,
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: '14em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--accent)', color: 'var(--background)' },
  '.cm-tooltip.cm-completionInfo': { padding: '6px 10px', maxWidth: '320px' },
  '.cm-diagnostic': { padding: '5px 10px', borderLeft: '3px solid var(--critical)', whiteSpace: 'pre-wrap' },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--text)' },
});
