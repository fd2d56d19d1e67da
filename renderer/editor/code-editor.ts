import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorState, type Extension } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import type { DocumentProblem } from '../state/contract-types.ts';
import { KEY_TABLE } from '../keys/key-table.ts';
import { changeBetween } from './change-between.ts';
import { editorTheme, yamlColours } from './editor-theme.ts';
import type { Offer } from './completions.ts';
import { spanOf } from './problem-span.ts';

/** What the editor is made with. */
export interface CodeEditorOptions {
  readonly text: string;
  /** What screen readers call it. */
  readonly label: string;
  readonly phrases: Readonly<Record<string, string>>;
  /** Hears what a person types. */
  readonly onText: (text: string) => void;
  readonly onSave: () => void;
  /** What may stand at `offset`, and where the word there begins; null where nothing is known. */
  readonly offers: (
    text: string,
    offset: number,
  ) => { readonly from: number; readonly offers: readonly Offer[] } | null;
}

/** The editor of a document. */
export interface CodeEditor {
  /** Puts another text in; what is the same of it stays where it is, with cursor and history. */
  setText(text: string): void;
  setProblems(problems: readonly DocumentProblem[]): void;
  /** Goes to a place, from 1. */
  jump(line: number, column: number): void;
  destroy(): void;
}

/** Changes that come from elsewhere are nobody's typing. */
const isOutside = Annotation.define<boolean>();

/**
 * Makes an editor inside of `host`, in a shadow tree: there CodeMirror's rules are constructed style sheets, which the page's strict
 * policy allows, where in the page itself they would be a style element, which it refuses.
 */
export function createCodeEditor(host: HTMLElement, options: CodeEditorOptions): CodeEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const state = EditorState.create({ doc: options.text, extensions: extensions(options) });
  const view = new EditorView({ state, parent: root, root });
  return {
    setText(text) {
      const change = changeBetween(view.state.doc.toString(), text);
      if (change) view.dispatch({ changes: change, annotations: isOutside.of(true) });
    },
    setProblems(problems) {
      const text = view.state.doc.toString();
      const marks = problems.map((problem) => ({
        ...spanOf(text, problem),
        severity: 'error' as const,
        message: problem.message,
      }));
      view.dispatch(setDiagnostics(view.state, marks));
    },
    jump(line, column) {
      const { from } = spanOf(view.state.doc.toString(), { line, column });
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function extensions({ label, phrases, onText, onSave, offers }: CodeEditorOptions): Extension {
  const saves = KEY_TABLE.editor.save.map((key) => ({
    key: key.replace('+', '-').toLowerCase().replace('mod', 'Mod'),
    preventDefault: true,
    run: () => (onSave(), true),
  }));
  return [
    lineNumbers(),
    highlightActiveLine(),
    history(),
    indentUnit.of('  '),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    lintGutter(),
    yaml(),
    syntaxHighlighting(yamlColours),
    editorTheme,
    EditorState.phrases.of(phrases),
    // That it takes the focus is said in so many words: not every tool knows it of text that can be edited.
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
    autocompletion({
      icons: false,
      override: [
        ({ state, pos, explicit }) => {
          const found = offers(state.doc.toString(), pos);
          if (!found || found.offers.length === 0 || (!explicit && found.from === pos)) return null;
          const shown = found.offers.map(({ label: name, text, about }) => ({
            label: name,
            apply: text,
            ...(about !== '' && { info: about }),
          }));
          return { from: found.from, options: shown, validFor: /^[\w.-]*$/ };
        },
      ],
    }),
    keymap.of([
      ...saves,
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
    EditorView.updateListener.of((update) => {
      const isTyped = !update.transactions.some((each) => each.annotation(isOutside) === true);
      if (update.docChanged && isTyped) onText(update.state.doc.toString());
    }),
  ];
}
