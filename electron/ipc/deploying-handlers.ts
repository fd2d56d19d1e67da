import type { DeployDesk } from '../desk/deploy-desk.ts';
import type { DeployingRequests } from './deploying.ts';
import { parseFolder, parseOrder, parseTables } from './parse-deploying.ts';
import { parsePipelineId } from './parse.ts';
import type { Handlers } from './serve.ts';

/** Answers what is asked about pipelines on a cluster of Flink. */
export function deployingHandlers(
  desk: Pick<DeployDesk, 'preview' | 'start' | 'of' | 'stop' | 'cancel' | 'openJob' | 'saveSql' | 'copySql'>,
): Pick<Handlers, keyof DeployingRequests> {
  return {
    previewDeployment: (id, tables) => desk.preview(parsePipelineId(id), parseTables(tables)),
    startDeployment: (id, order) => desk.start(parsePipelineId(id), parseOrder(order)),
    readDeployment: (id) => desk.of(parsePipelineId(id)),
    stopDeployment: (id, folder) => desk.stop(parsePipelineId(id), parseFolder(folder)),
    cancelDeployment: (id) => desk.cancel(parsePipelineId(id)),
    async openDeployedJob(id) {
      await desk.openJob(parsePipelineId(id));
      return null;
    },
    saveDeploymentSql: (id, tables) => desk.saveSql(parsePipelineId(id), parseTables(tables)),
    copyDeploymentSql(id, tables) {
      desk.copySql(parsePipelineId(id), parseTables(tables));
      return null;
    },
  };
}
