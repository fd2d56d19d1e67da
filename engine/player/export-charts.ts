import type { Schema } from '../data/types.ts';
import { Fault } from '../fault.ts';
import { exportRows } from '../recordings/export-rows.ts';
import { chartRows } from './chart-rows.ts';
import type { Exporter } from './exporter.ts';
import type { ChartPoints, ExportOrder } from './orders.ts';

/** Writes the points of charts to one file, a row each; gives how many there are, null where it was cancelled. */
export function exportCharts(
  exporter: Exporter,
  points: ChartPoints,
  { to, isEpoch, span, path }: ExportOrder,
): Promise<number | null> {
  if (to === 'millrace') throw new Fault('bad-request', 'charts: a .millrace file holds a whole recording');
  const schema = schemaOf(points);
  return exporter.run({
    path,
    of: points.files.length,
    write: (files, passed) =>
      exportRows(files, path, chartRows(points, { schema, span, passed }), { to, isEpoch, schema }),
  });
}

function schemaOf({ isTime }: ChartPoints): Schema {
  return [
    isTime ? { name: 'time', type: 'timestamp' } : { name: 'x', type: 'double' },
    { name: 'chart', type: 'string' },
    { name: 'series', type: 'string' },
    { name: 'value', type: 'double' },
    { name: 'unit', type: 'string' },
  ];
}
