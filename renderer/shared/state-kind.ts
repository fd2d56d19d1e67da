/** Why there is not what one came for. */
export type StateKind = 'loading' | 'empty' | 'filtered' | 'stopped' | 'denied' | 'failed' | 'disconnected';
