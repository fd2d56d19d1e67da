import type {
  AlertReplay,
  DeployingRequests,
  ExportingRequests,
  NoticeName,
  PageStart,
  PlayingRequests,
  RequestName,
  Requests,
} from '../../../electron/ipc/contract.ts';

type Job = PageStart['pipelines'][number];
type Summary = PageStart['recordings'][number];

/** What the made-up machine is like. */
export interface Machine {
  readonly language?: string;
  /** Readings that the main process still holds when the page is opened. */
  readonly historySeconds?: number;
  /** Whether readings come while the page is open; they do where it is not told. */
  readonly hasReadings?: boolean;
  /** A hole in the history of the network. */
  readonly hasGap?: boolean;
  readonly pipeline?: 'running' | 'stopped' | 'failed' | 'restarting';
  readonly recordings?: 'some' | 'none';
  readonly answerMs?: number;
  readonly hasTray?: boolean;
  /** How much is kept of the last minutes; nearly ten of them where it is not told. */
  readonly keptMs?: number;
  /** What is read less often, over the budget. */
  readonly thinned?: readonly { readonly sensor: string; readonly everyMs: number }[];
  /** Given by whoever opens the page. */
  readonly settings?: PageStart['settings']['settings'];
  readonly alerts?: PageStart['alerts'];
  readonly otherPipelines?: readonly Job[];
  /** Recordings, each as long ago as `age` says. */
  readonly library?: readonly (Partial<Summary> & { readonly age: number })[];
  /** What becomes of a pipeline that is deployed. */
  readonly deployment?: NonNullable<ReturnType<Requests['readDeployment']>>;
  readonly trial?: ReturnType<Requests['tryDocument']>;
  /** What a rule that was just made is in. */
  readonly newAlert?: Omit<PageStart['alerts']['alerts'][number], 'id' | 'rule'>;
  readonly alertReplay?: AlertReplay;
  readonly alertHistory?: PageStart['alertHistory'];
  /** Requests that are answered with a fault. */
  readonly failing?: readonly string[];
  /** The same of requests that no fake refuses by itself. */
  readonly lost?: readonly string[];
  /** Requests that are never answered. */
  readonly silent?: readonly string[];
}

/** What is asked to look into a pipeline. */
export type Look = 'exportFlinkSql' | 'copyFlinkSql' | 'listEvents' | 'tapNode';

/** What the fake itself answers; what recordings hold, clusters do and exports give is told by others. */
export type Answers = Record<
  Exclude<RequestName, keyof PlayingRequests | keyof DeployingRequests | keyof ExportingRequests | Look>,
  (...args: never[]) => unknown
>;

/** What tests may see and do of the fake. */
export interface FakeControl {
  readonly asked: { name: string; args: readonly unknown[] }[];
  tell(name: NoticeName, notice: unknown): void;
}

declare global {
  interface Window {
    fake: FakeControl;
  }
}
