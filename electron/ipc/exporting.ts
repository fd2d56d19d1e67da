import type { ExportOrder, TappedRows } from '../../engine/index.ts';

/** What a person wants of an export; where to is asked in a dialog of the desktop. */
export type ExportChoice = Pick<ExportOrder, 'to' | 'isEpoch' | 'span'>;

/** What was exported. */
export interface Exported {
  /** The file's name, without its path. */
  readonly file: string;
  /** Null of a picture. */
  readonly rows: number | null;
}

/** What the page may ask about giving out recordings and charts as files. It never tells a path, nor learns one. */
export interface ExportingRequests {
  /** Asks where to, and writes a recording there, or the rows of a span of it. Null: given up, or cancelled. */
  exportRecording(id: string, choice: ExportChoice): Exported | null;
  /** The same for the points of some charts; `name` is what the file is to be called. */
  exportCharts(name: string, charts: readonly string[], choice: ExportChoice): Exported | null;
  /** The same for rows that are seen, of which nothing else is kept: `choice` has no span. */
  exportSeen(name: string, seen: TappedRows, choice: ExportChoice): Exported | null;
  /** Asks where to, and keeps a picture of a chart there. Null: given up. */
  saveChartPicture(name: string, png: Uint8Array): Exported | null;
  /** How much of the export under way is done, from 0 to 1; null: none is. */
  exportShare(): number | null;
  cancelExport(): null;
  /** Shows what was exported last in the system's file manager. */
  revealExport(): null;
}
