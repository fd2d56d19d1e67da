import './webcrypto.ts';

// Loaded only where something is encrypted: every thread would keep half a megabyte of text that most of them never run.
export { chacha20poly1305 } from '@noble/ciphers/chacha.js';
export { Decrypter, Encrypter, generateIdentity, identityToRecipient, Stanza } from 'age-encryption';
