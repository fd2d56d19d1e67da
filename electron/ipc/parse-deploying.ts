import { Fault, gatewayComplaint } from '../../engine/index.ts';
import type { DeploymentOrder, DeployTables } from './deploying.ts';

const VALUES_MAX = 200;
const VALUE_LENGTH_MAX = 10_000;

/** What becomes of sources and sinks, as the page said it. */
export function parseTables(value: unknown): DeployTables {
  if (value === 'filesystem' || value === 'kafka') return value;
  throw new Fault('bad-request', 'tables of a deployment: they have to be filesystem or kafka');
}

/** Where and how a pipeline is to be deployed, as the page said it. */
export function parseOrder(value: unknown): DeploymentOrder {
  const { gateway, tables, values } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof gateway !== 'string' || 2000 < gateway.length) throw refused('it needs the address of a gateway');
  const complaint = gatewayComplaint(gateway);
  if (complaint !== null) throw new Fault('bad-request', `gateway: ${complaint}`);
  if (typeof values !== 'object' || values === null) throw refused('it needs values by name');
  const pairs = Object.entries(values as Readonly<Record<string, unknown>>);
  const isGood = ([name, each]: [string, unknown]): boolean =>
    /^[A-Za-z_][A-Za-z0-9_]{0,200}$/.test(name) && typeof each === 'string' && each.length <= VALUE_LENGTH_MAX;
  if (VALUES_MAX < pairs.length || !pairs.every(isGood)) throw refused('a value has to be a text with a name');
  return { gateway, tables: parseTables(tables), values: Object.fromEntries(pairs) as Record<string, string> };
}

/** A folder for savepoints; null: where the cluster keeps them. */
export function parseFolder(value: unknown): string | null {
  if (value === null || (typeof value === 'string' && 0 < value.length && value.length <= 4000)) return value;
  throw new Fault('bad-request', 'folder of a savepoint: it has to be a path');
}

function refused(reason: string): Fault {
  return new Fault('bad-request', `deployment: ${reason}`);
}
