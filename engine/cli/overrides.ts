import type { DocumentOverride } from '../document/index.ts';

/** What `--set path=value` puts in place of what a document says, or a sentence about what is wrong. */
export function readOverrides(settings: readonly string[] = []): readonly DocumentOverride[] | string {
  const overrides: DocumentOverride[] = [];
  for (const setting of settings) {
    const cut = setting.indexOf('=');
    if (cut < 1) return `--set: "${setting}" is not of the form path=value, such as settings.batch.size=100`;
    overrides.push({ path: setting.slice(0, cut), value: setting.slice(cut + 1) });
  }
  return overrides;
}
