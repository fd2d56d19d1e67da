import {
  AS_WRITTEN,
  Fault,
  fillPlaceholders,
  toFlinkSql,
  type FlinkSql,
  type NodeStatement,
  type ReadResult,
} from '../../engine/index.ts';
import type { Deployment, DeploymentOrder, DeploymentPreview, DeployTables } from '../ipc/deploying.ts';
import { replaceFile } from '../replace-file.ts';
import type { PipelineDesk } from './pipeline-desk.ts';
import { ClusterJob, OVER } from './cluster-job.ts';
import type { KeptDeployments } from './kept-deployments.ts';

export interface DeployDeskParts {
  readonly pipelines: Pick<PipelineDesk, 'fileOf' | 'text'>;
  /** Reads a document with `${NAME}` left as it stands. */
  readonly readUnfilled: (text: string, file: string) => ReadResult;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The jobs that may still run, however the app ended. */
  readonly kept: Pick<KeptDeployments, 'get' | 'put' | 'remove'>;
  /** Puts a text on the clipboard. */
  readonly copy: (text: string) => void;
  /** Opens an address in the person's browser. */
  readonly openOutside: (url: string) => Promise<void>;
  /** Asks for a place of a file of this name; null where that is given up. */
  readonly askPlace: (name: string) => Promise<string | null>;
}

/** A gateway of this machine, as Flink starts it. */
const USUAL_GATEWAY = 'http://localhost:8083';

/** What a person does with pipelines on a cluster of Flink: one deployment of each at a time. */
export class DeployDesk {
  readonly #parts: DeployDeskParts;
  readonly #jobs = new Map<string, ClusterJob>();
  #gateway = USUAL_GATEWAY;

  constructor(parts: DeployDeskParts) {
    this.#parts = parts;
  }

  preview(id: string, tables: DeployTables): DeploymentPreview {
    const { text, statements } = this.#sql(id, tables);
    const filled = fillPlaceholders(statements, this.#parts.environment);
    return { text, missing: 'missing' in filled ? filled.missing : [], gateway: this.#gateway };
  }

  start(id: string, { gateway, tables, values }: DeploymentOrder): Deployment {
    if (this.#jobs.get(id)?.isUnderWay) {
      throw new Fault('conflict', `pipeline "${id}" runs on a cluster already; stop its job first`);
    }
    const filled = fillPlaceholders(this.#sql(id, tables).statements, { ...this.#parts.environment, ...values });
    if (!('statements' in filled)) throw unfilled(filled);
    this.#gateway = gateway;
    const job = this.#open(id, gateway, filled.statements);
    void job.run();
    return job.told;
  }

  /** How far it is. A job of a life before is asked for its state now that somebody looks. */
  of(id: string): Deployment | null {
    const kept = this.#jobs.has(id) ? undefined : this.#parts.kept.get(id);
    if (kept !== undefined) {
      const { gateway, job, nodes } = kept;
      this.#gateway = gateway;
      void this.#open(
        id,
        gateway,
        nodes.map((node) => ({ node, sql: '' })),
      ).resume(job);
    }
    return this.#jobs.get(id)?.told ?? null;
  }

  stop(id: string, folder: string | null): Promise<Deployment> {
    return this.#job(id).stop(folder);
  }

  cancel(id: string): Promise<Deployment> {
    return this.#job(id).cancel();
  }

  /** The page of the job, whose address came from the gateway that a person named. */
  async openJob(id: string): Promise<void> {
    const { page } = this.#job(id);
    if (page === null) throw new Fault('not-found', `pipeline "${id}": the address of its job is not known`);
    await this.#parts.openOutside(page);
  }

  /** Keeps the SQL where a person says; gives whether it was kept. */
  async saveSql(id: string, tables: DeployTables): Promise<boolean> {
    const { text } = this.#sql(id, tables);
    const file = await this.#parts.askPlace(`${id}.sql`);
    if (file === null) return false;
    replaceFile(file, text);
    return true;
  }

  copySql(id: string, tables: DeployTables): void {
    this.#parts.copy(this.#sql(id, tables).text);
  }

  /** Follows no job any more; those run on. */
  close(): void {
    for (const job of this.#jobs.values()) job.leave();
  }

  #open(id: string, gateway: string, statements: readonly NodeStatement[]): ClusterJob {
    const { kept } = this.#parts;
    const nodes = [...new Set(statements.flatMap(({ node }) => node ?? []))];
    const job = new ClusterJob(gateway, statements, (told) => {
      if (told.job === null) return;
      if (OVER.includes(told.state ?? '')) kept.remove(id);
      else kept.put(id, { gateway, job: told.job, nodes });
    });
    this.#jobs.set(id, job);
    return job;
  }

  #job(id: string): ClusterJob {
    const job = this.#jobs.get(id);
    if (!job) throw new Fault('not-found', `pipeline "${id}" has no job on a cluster`);
    return job;
  }

  #sql(id: string, tables: DeployTables): FlinkSql {
    const { pipelines, readUnfilled } = this.#parts;
    const read = readUnfilled(pipelines.text(id), pipelines.fileOf(id));
    if ('problems' in read) throw new Fault('bad-document', `pipeline "${id}": its document is wrong; edit it`);
    const exported = toFlinkSql(read.plan, { ...AS_WRITTEN, tables });
    if ('text' in exported) return exported;
    const reasons = exported.refusals.map(({ message }) => message).join('\n');
    throw new Fault('bad-request', `pipeline "${id}" cannot be said in Flink SQL:\n${reasons}`);
  }
}

function unfilled({ missing, relative }: { missing: readonly string[]; relative: readonly string[] }): Fault {
  const empty = missing.map((name) => `${name} has no value`);
  const paths = relative.map((path) => `the path "${path}" is relative; say an absolute one`);
  return new Fault('bad-request', [...empty, ...paths].join('\n'));
}
