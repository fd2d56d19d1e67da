import { pathTo } from '../check/path.ts';
import type { Problems } from '../check/problems.ts';
import type { OperatorValue } from '../graph/draft.ts';
import { WINDOWS_OF_ROW_MAX } from '../keys/bounds.ts';
import { whole } from '../keys/value-of.ts';
import type { WindowShape } from '../plan.ts';

type WrittenShape = NonNullable<Extract<OperatorValue, { type: 'window' }>['window']>;

/** Which windows `written` says; null where that is wrong, which is reported. */
export function readShape(written: WrittenShape | undefined, problems: Problems): WindowShape | null {
  const shape = written && whole(written);
  if (!shape) return null;
  switch (shape.type) {
    case 'tumbling': {
      const { size: sizeMs, offset: offsetMs } = shape;
      return reportLongOffset(shape, 'size', problems) ? null : { type: 'tumbling', sizeMs, offsetMs };
    }
    case 'sliding': {
      const { size: sizeMs, slide: slideMs, offset: offsetMs } = shape;
      const isWrong = reportLongOffset(shape, 'slide', problems) || reportTooMany(shape, problems);
      return isWrong ? null : { type: 'sliding', sizeMs, slideMs, offsetMs };
    }
    case 'cumulate': {
      const { size: sizeMs, step: stepMs } = shape;
      return reportUnevenStep(shape, problems) ? null : { type: 'cumulate', sizeMs, stepMs };
    }
    case 'session':
      return { type: 'session', gapMs: shape.gap };
    case 'count':
      return { type: 'count', size: shape.size };
  }
}

type Whole<T extends WrittenShape['type']> = NonNullable<ReturnType<typeof whole<Extract<WrittenShape, { type: T }>>>>;

function reportLongOffset(
  shape: Whole<'tumbling'> | Whole<'sliding'>,
  than: 'size' | 'slide',
  problems: Problems,
): boolean {
  const limitMs = 'slide' in shape ? shape.slide : shape.size;
  if (Math.abs(shape.offset) < limitMs) return false;
  const { $ } = shape;
  const message = `offset ${$.shown('offset', '')} is not shorter than ${than} ${$.shown(than, '')}, take whole ${than}s off it`;
  problems.add($.offset('offset'), pathTo($.path, 'offset'), message);
  return true;
}

function reportTooMany({ size, slide, $ }: Whole<'sliding'>, problems: Problems): boolean {
  if (size / slide <= WINDOWS_OF_ROW_MAX) return false;
  const many = `each row would belong to ${Math.floor(size / slide)} windows, at most ${WINDOWS_OF_ROW_MAX} are allowed`;
  problems.add($.offset('slide'), pathTo($.path, 'slide'), `${many}, write a longer slide`);
  return true;
}

function reportUnevenStep({ size, step, $ }: Whole<'cumulate'>, problems: Problems): boolean {
  if (size % step === 0) return false;
  const shown = `size ${$.shown('size', '')} is not a multiple of step ${$.shown('step', '')}`;
  problems.add($.offset('step'), pathTo($.path, 'step'), `${shown}, write a step that divides it`);
  return true;
}
