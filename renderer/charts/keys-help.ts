/** The element that says which keys a focused chart knows: one for all charts. */
export const KEYS_HELP_ID = 'chart-keys';
