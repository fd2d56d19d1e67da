import type { Bridge, Notices, NoticeName, Reply, RequestName, Requests } from '../electron/ipc/contract.ts';

type FaultCode = Notices['fault']['code'];

/** A request that main answered with a fault. */
export class RequestFault extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string) {
    super(message);
    this.name = 'RequestFault';
    this.code = code;
  }
}

/** The bridge as the page uses it: answers are values, failures are thrown. */
export interface PageBridge {
  request<N extends RequestName>(name: N, ...args: Parameters<Requests[N]>): Promise<ReturnType<Requests[N]>>;
  listen<N extends NoticeName>(name: N, listener: (notice: Notices[N]) => void): () => void;
}

/** Unwraps every `Reply` in one place; a failed request throws a `RequestFault`. */
export function unwrapBridge(bridge: Bridge): PageBridge {
  return {
    request: async (name, ...args) => valueOf(await bridge.request(name, ...args)),
    listen: (name, listener) => bridge.listen(name, listener),
  };
}

function valueOf<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new RequestFault(reply.fault.code, reply.fault.message);
  return reply.value;
}
