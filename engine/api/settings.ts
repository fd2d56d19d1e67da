import type { Json } from '../document/text/written.ts';
import type { Duration } from './columns.ts';
import { writtenKeys } from './written-keys.ts';

/** How a pipeline runs: the settings of a document. */
export interface PipelineSettings {
  /** Only of the document: a program runs in its own thread, for its functions cannot be sent to others. */
  readonly parallelism?: number;
  readonly batch?: { readonly size?: number; readonly timeout?: Duration };
  readonly buffer?: { readonly capacity?: number };
  readonly checkpoint?: {
    readonly interval?: Duration;
    readonly timeout?: Duration;
    readonly retained?: number;
    readonly mode?: 'exactly_once' | 'at_least_once' | 'none';
  };
  readonly restart?: RestartStrategy;
}

/** What happens when an attempt fails. */
export type RestartStrategy =
  | { readonly strategy: 'none' }
  | { readonly strategy: 'fixed_delay'; readonly attempts?: number; readonly delay?: Duration }
  | {
      readonly strategy: 'failure_rate';
      readonly failures?: number;
      readonly per?: Duration;
      readonly delay?: Duration;
    }
  | {
      readonly strategy: 'exponential_delay';
      readonly initial?: Duration;
      readonly max?: Duration;
      readonly multiplier?: number;
      readonly jitter?: number;
      readonly resetAfter?: Duration;
    };

/** `settings` as a document says them. */
export function settingsKeys({ restart, ...rest }: PipelineSettings): Record<string, Json> {
  const settings = writtenKeys(rest);
  if (!restart) return settings;
  if (restart.strategy !== 'exponential_delay') return { ...settings, restart: writtenKeys(restart) };
  const { resetAfter, ...others } = restart;
  return { ...settings, restart: writtenKeys({ ...others, reset_after: resetAfter }) };
}
