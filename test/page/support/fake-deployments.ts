import type { Bridge, Deployment, DeployingRequests, RequestName } from '../../../electron/ipc/contract.ts';

/**
 * Answers what the page asks about pipelines on a cluster: `deployment` is what becomes of one that is started. Runs inside of the page,
 * after the bridge was put there, so it may use nothing from outside.
 */
export function installFakeDeployments(deployment: Deployment | null): void {
  let told: Deployment | null = null;
  const started = (): Deployment => {
    if (deployment === null) throw new Error('gateway: it is not there');
    return deployment;
  };
  const answers: DeployingRequests = {
    previewDeployment(id, tables) {
      if (id !== 'system-health')
        throw new Error('pipeline "rank" cannot be said in Flink SQL:\ntop_n on top: no windows');
      const missing = tables === 'kafka' ? ['KAFKA_SERVERS', 'KAFKA_PASSWORD'] : ['SENSORS_PATH'];
      return {
        text: '-- System health\nCREATE TEMPORARY TABLE `sensors_table` (…);',
        missing,
        gateway: 'http://localhost:8083',
      };
    },
    readDeployment: () => told,
    startDeployment: () => (told = started()),
    stopDeployment: () =>
      (told = { ...started(), phase: 'ended', state: 'FINISHED', savepoint: 'file:/s/savepoint-1', trouble: null }),
    cancelDeployment: () => (told = { ...started(), phase: 'ended', state: 'CANCELED' }),
    openDeployedJob: () => null,
    saveDeploymentSql: () => true,
    copyDeploymentSql: () => null,
  };
  const { request } = window.bridge;
  const ask = (name: RequestName, ...args: never[]): Promise<unknown> => {
    if (!Object.hasOwn(answers, name))
      return (request as (name: RequestName, ...rest: never[]) => Promise<unknown>)(name, ...args);
    window.fake.asked.push({ name, args });
    try {
      const answer = answers[name as keyof DeployingRequests] as (...given: never[]) => unknown;
      return Promise.resolve({ ok: true, value: answer(...args) });
    } catch (error) {
      return Promise.resolve({ ok: false, fault: { code: 'bad-request', message: (error as Error).message } });
    }
  };
  Object.assign(window, { bridge: { ...window.bridge, request: ask as Bridge['request'] } });
}
