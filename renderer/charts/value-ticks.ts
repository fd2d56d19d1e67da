import { language } from '../messages/messages.ts';
import { formatNumber, inScale, scaleFor } from '../shared/units.ts';
import { axisTicks, type Limits } from './axis.ts';
import type { Tick } from './ticks.ts';

/** The marks of a value axis, all in one unit, which the topmost carries. */
export function valueTicks(unit: string | null, limits: Limits): readonly Tick[] {
  const scale = scaleFor(unit, Math.max(Math.abs(limits.max), Math.abs(limits.min)));
  const ticks = axisTicks(limits);
  const step = (ticks[1]! - ticks[0]!) * scale.factor;
  const digits = step < 1 ? Math.min(3, Math.ceil(-Math.log10(step))) : step % 1 === 0 || 10 <= step ? 0 : 1;
  return ticks.map((value, index) => {
    const label = formatNumber(inScale(scale, value), value === 0 ? 0 : digits, language());
    return { value, label: index === ticks.length - 1 ? `${label} ${scale.symbol}`.trim() : label };
  });
}
