// Short unguessable names for branches, tags, Call-IDs and nonces.

import { randomBytes } from 'node:crypto';

/** 64 random bits in hexadecimal. */
export const newToken = (): string => randomBytes(8).toString('hex');
