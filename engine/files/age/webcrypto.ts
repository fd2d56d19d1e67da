import { webcrypto } from 'node:crypto';

// The library takes its randomness from the global one, which threads of older runtimes, that of Electron 25 among them, do not have.
if (!('crypto' in globalThis)) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });
