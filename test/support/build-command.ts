import { ensureBuilt } from '../../build/bundle/fresh.mjs';

/** Builds the command and its worker thread once before the tests, where they are not fresh: some tests start them. */
export default function setup(): void {
  ensureBuilt(['cli']);
}
