import { exportRows } from '../recordings/export-rows.ts';
import { packRecording } from '../recordings/pack.ts';
import { allParts } from '../recordings/part-bytes.ts';
import type { RowReading } from '../recordings/part-rows.ts';
import { recordedRows, rowsToRead } from '../recordings/read-rows.ts';
import type { Manifest } from '../recordings/recording.ts';
import type { Exporter } from './exporter.ts';
import type { ExportOrder } from './orders.ts';

interface ToExport {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly key: RowReading['key'];
}

/** Writes a recording, or the rows of a span of it, to one file; gives how many rows there are in it, null where it was cancelled. */
export function exportRecording(
  exporter: Exporter,
  { folder, manifest, key }: ToExport,
  { to, isEpoch, span, path }: ExportOrder,
): Promise<number | null> {
  const parts = allParts(manifest);
  const total = (what: 'rows' | 'bytes'): number => parts.reduce((sum, part) => sum + part[what], 0);
  if (to === 'millrace') {
    return exporter.run({
      path,
      of: total('bytes'),
      bytes: total('bytes'),
      async write(files, onBytes) {
        await packRecording(files, folder, { manifest, path, onBytes });
        return total('rows');
      },
    });
  }
  // A span that is looked at has its end in it.
  const rowsIn = span && { from: span.from, until: Math.floor(span.to) + 1 };
  return exporter.run({
    path,
    of: rowsToRead(manifest, rowsIn),
    write: (files, onRead) =>
      exportRows(files, path, recordedRows(folder, manifest, { span: rowsIn, key, onRead }), {
        to,
        isEpoch,
        schema: manifest.schema,
      }),
  });
}
