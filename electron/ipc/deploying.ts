/** What the page may ask about pipelines on a cluster of Flink. It says no address of a page, and is told no value of the environment. */
export interface DeployingRequests {
  /** The saved document of a pipeline in Flink SQL, and what it still needs; refused with the reasons where it cannot be said. */
  previewDeployment(id: string, tables: DeployTables): DeploymentPreview;
  /** Begins to submit it; what becomes of it is told by `readDeployment`. */
  startDeployment(id: string, order: DeploymentOrder): Deployment;
  /** The last one of this pipeline, also one of before the app was started whose job has not ended; null where there is none. */
  readDeployment(id: string): Deployment | null;
  /** Stops its job with a savepoint in `folder`; null: where the cluster keeps them. */
  stopDeployment(id: string, folder: string | null): Deployment;
  /** Ends its job as it is. */
  cancelDeployment(id: string): Deployment;
  /** Opens the job's page in the person's browser. */
  openDeployedJob(id: string): null;
  /** Asks where the SQL is to be kept; gives whether it was. */
  saveDeploymentSql(id: string, tables: DeployTables): boolean;
  copyDeploymentSql(id: string, tables: DeployTables): null;
}

/** What becomes of sources and sinks of this machine. */
export type DeployTables = 'filesystem' | 'kafka';

export interface DeploymentPreview {
  readonly text: string;
  /** Names in the text for which there is no value yet: a person has to say one. */
  readonly missing: readonly string[];
  /** The gateway that was named last. */
  readonly gateway: string;
}

export interface DeploymentOrder {
  readonly gateway: string;
  readonly tables: DeployTables;
  /** By name in the text. */
  readonly values: Readonly<Record<string, string>>;
}

/** How far a pipeline is on its way to a cluster. */
export interface Deployment {
  readonly phase: 'submitting' | 'following' | 'stopping' | 'refused' | 'ended';
  readonly done: number;
  readonly of: number;
  readonly job: string | null;
  /** What Flink calls the job's state; null before there is a job. */
  readonly state: string | null;
  /** What Flink or its gateway says against it, and of which node; null of the pipeline as a whole. */
  readonly trouble: { readonly node: string | null; readonly message: string } | null;
  readonly savepoint: string | null;
  readonly hasPage: boolean;
}
