/**
 * A bundler plugin that writes what is in no one-byte alphabet as escapes. An engine of JavaScript keeps the text of every thread's bundle, and one arrow or
 * one quotation mark in it makes that text twice as large.
 * @returns {import('vite').Plugin}
 */
export function oneByte() {
  return {
    name: 'one-byte',
    // Last of all: what prints the code puts characters in the place of escapes.
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const made of Object.values(bundle)) if (made.type === 'chunk') made.code = escaped(made.code);
      },
    },
  };
}

/** `code` with the same meaning and no character beyond Latin-1. @param {string} code */
export function escaped(code) {
  return code.replace(/[^\0-\xff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
