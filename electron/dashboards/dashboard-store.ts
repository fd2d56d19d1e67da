import { readFileSync, renameSync } from 'node:fs';
import { Fault, systemReason } from '../../engine/index.ts';
import type { Dashboard } from '../ipc/dashboards.ts';
import { replaceFile } from '../replace-file.ts';
import { parseDashboards } from './parse-dashboards.ts';

interface StoreParts {
  /** Hears of a file that is damaged. */
  readonly onTrouble: (error: unknown) => void;
  readonly now: () => number;
}

/** The dashboards that a person has put together, kept in one file. */
export class DashboardStore {
  readonly #file: string;
  #kept: readonly Dashboard[] | null;

  constructor(file: string, parts: StoreParts) {
    this.#file = file;
    this.#kept = read(file, parts);
  }

  /** What was kept last; null: the page shows its default. */
  get kept(): readonly Dashboard[] | null {
    return this.#kept;
  }

  /** Keeps `dashboards`, whatever ends the app after that. */
  save(dashboards: readonly Dashboard[]): void {
    try {
      replaceFile(this.#file, `${JSON.stringify({ version: 1, dashboards }, null, 1)}\n`);
    } catch (error) {
      const advice = 'free some space or give yourself the right to write there, and change the dashboard again';
      throw new Fault('internal', `dashboards: cannot write ${this.#file} (${systemReason(error)}); ${advice}`);
    }
    this.#kept = dashboards;
  }
}

function read(file: string, { onTrouble, now }: StoreParts): readonly Dashboard[] | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    // A first start; what is there and cannot be read stays as it is.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      onTrouble(new Fault('internal', `dashboards: cannot read ${file} (${systemReason(error)})`));
    return null;
  }
  try {
    const { version, dashboards } = JSON.parse(text) as Record<string, unknown>;
    if (version !== 1) throw new Fault('bad-document', `version ${String(version)} is not known`);
    return parseDashboards(dashboards);
  } catch (error) {
    onTrouble(new Fault('bad-document', putAside(file, now(), error instanceof Error ? error.message : String(error))));
    return null;
  }
}

/** Keeps a damaged file under another name, and gives the sentence that tells of it. */
function putAside(file: string, now: number, why: string): string {
  const aside = file.replace(/(\.json)?$/, `.damaged-${now}.json`);
  try {
    renameSync(file, aside);
    return `dashboards: ${file} is damaged (${why}); it is kept as ${aside}, and the default dashboard is shown`;
  } catch (error) {
    return `dashboards: ${file} is damaged (${why}) and cannot be put aside (${systemReason(error)}); move it away`;
  }
}
