import type { ExportDesk } from '../desk/export-desk.ts';
import type { ExportingRequests } from './exporting.ts';
import { parseChartIds, parseExportChoice, parseFileName, parsePicture } from './parse-exporting.ts';
import { parseSeenRows } from './parse-seen-rows.ts';
import { parseRecordingId } from './parse.ts';
import type { Handlers } from './serve.ts';

/** The requests about giving out recordings and charts as files. */
export function exportingHandlers(
  exports: Pick<ExportDesk, 'recording' | 'charts' | 'seen' | 'picture' | 'share' | 'cancel' | 'reveal'>,
): Pick<Handlers, keyof ExportingRequests> {
  return {
    exportRecording: (id, choice) => exports.recording(parseRecordingId(id), parseExportChoice(choice)),
    exportCharts: (name, charts, choice) =>
      exports.charts(parseFileName(name), parseChartIds(charts), parseExportChoice(choice)),
    exportSeen: (name, seen, choice) =>
      exports.seen(parseFileName(name), parseSeenRows(seen), parseExportChoice(choice)),
    saveChartPicture: (name, png) => exports.picture(parseFileName(name), parsePicture(png)),
    exportShare: () => exports.share(),
    async cancelExport() {
      await exports.cancel();
      return null;
    },
    revealExport() {
      exports.reveal();
      return null;
    },
  };
}
