import { existsSync } from 'node:fs';
import path from 'node:path';
import { Fault, type PlayerThread, type TappedRows } from '../../engine/index.ts';
import type { ChartDescription } from '../ipc/contract.ts';
import type { ExportChoice, Exported } from '../ipc/exporting.ts';
import type { Screen } from '../screen/screen.ts';
import type { RecordingDesk, Shell } from './recording-desk.ts';

export interface ExportDeskParts {
  readonly thread: Pick<PlayerThread, 'ask'>;
  readonly recordings: Pick<RecordingDesk, 'folderOf'>;
  readonly chartsNow: () => readonly ChartDescription[];
  readonly screen: Pick<Screen, 'held'>;
  /** Asks a person where a file of this name is to be, which exists after that only where it may be replaced; null: given up. */
  readonly askPlace: (name: string, ending: string) => Promise<string | null>;
  readonly shell: Pick<Shell, 'showItemInFolder'>;
}

/** Gives out recordings and charts as files, in a thread of its own, so that no disk stalls the window. */
export class ExportDesk {
  readonly #parts: ExportDeskParts;
  #last: string | null = null;
  #underWay: Promise<unknown> | null = null;

  constructor(parts: ExportDeskParts) {
    this.#parts = parts;
  }

  async recording(id: string, choice: ExportChoice): Promise<Exported | null> {
    const { recordings, thread } = this.#parts;
    const folder = await recordings.folderOf(id);
    return this.#export(id, choice.to, (file) => thread.ask('exportRecording', folder, { ...choice, path: file }));
  }

  async charts(name: string, ids: readonly string[], choice: ExportChoice): Promise<Exported | null> {
    const { chartsNow, screen, thread } = this.#parts;
    const all = ids.map((id) => this.#chart(id, chartsNow()));
    // Numbers and times have no axis in common.
    const isTime = all.some((each) => each.isTime);
    const charts = all.filter((each) => each.isTime === isTime);
    const span = isTime ? choice.span : null;
    return this.#export(name, choice.to, async (file) => {
      const within = span ?? { from: -Infinity, to: Infinity };
      const { files, held } = await screen.held(new Set(charts.map(({ id }) => id)), within);
      return thread.ask('exportCharts', { charts, isTime, files, held }, { ...choice, span, path: file });
    });
  }

  /** Rows as they are seen, which nothing but the page holds. */
  async seen(name: string, seen: TappedRows, choice: ExportChoice): Promise<Exported | null> {
    return this.#export(name, choice.to, (file) =>
      this.#parts.thread.ask('exportSeen', seen, { ...choice, path: file }),
    );
  }

  /** Keeps the picture of a chart where a person says. */
  async picture(name: string, png: Uint8Array): Promise<Exported | null> {
    const file = await this.#place(name, 'png');
    if (file === null) return null;
    await this.#parts.thread.ask('keepFile', file, png);
    return this.#done(file, null);
  }

  /** How much of the export under way is done, from 0 to 1; null: none is. */
  async share(): Promise<number | null> {
    return this.#underWay && this.#parts.thread.ask('exported');
  }

  /** Ends the export under way, of which nothing stays; without one it changes nothing. Settles once it has ended. */
  async cancel(): Promise<void> {
    const underWay = this.#underWay;
    if (underWay === null) return;
    await this.#parts.thread.ask('cancelExport');
    // Whoever asked for it is told what became of it.
    await underWay.catch(() => undefined);
  }

  /** Shows what was exported last in the file manager. */
  reveal(): void {
    if (this.#last === null) throw new Fault('not-found', 'nothing was exported since the app started');
    this.#parts.shell.showItemInFolder(this.#last);
  }

  async #export(
    name: string,
    ending: string,
    write: (file: string) => Promise<number | null>,
  ): Promise<Exported | null> {
    const file = await this.#place(name, ending);
    if (file === null) return null;
    if (this.#underWay !== null) throw new Fault('conflict', 'another export is under way; wait for it, or cancel it');
    const underWay = write(file);
    this.#underWay = underWay;
    try {
      const rows = await underWay;
      return rows === null ? null : this.#done(file, rows);
    } finally {
      this.#underWay = null;
    }
  }

  #done(file: string, rows: number | null): Exported {
    this.#last = file;
    return { file: path.basename(file), rows };
  }

  /** Where to; a name without an ending gets its own, and then nobody has been asked whether that may be replaced. */
  async #place(name: string, ending: string): Promise<string | null> {
    const chosen = await this.#parts.askPlace(`${name}.${ending}`, ending);
    if (chosen === null || path.extname(chosen) !== '') return chosen;
    const file = `${chosen}.${ending}`;
    if (existsSync(file)) throw new Fault('conflict', `${file} exists already; choose another name`);
    return file;
  }

  #chart(id: string, all: readonly ChartDescription[]): ChartDescription {
    const found = all.find((each) => each.id === id);
    if (found === undefined) throw new Fault('not-found', `there is no chart "${id}"; its pipeline may be gone`);
    return found;
  }
}
