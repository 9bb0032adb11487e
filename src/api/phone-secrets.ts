// Passwords of agents' phones and their digests. The password itself is neither kept nor logged.

import { createHash, randomBytes } from 'node:crypto';

/** 24 random bytes: 32 characters that SIP phones take without escaping. */
const passwordByteCount = 24;

/** A fresh password of 192 random bits. */
export const newPassword = (): string => randomBytes(passwordByteCount).toString('base64url');

/** HA1 of RFC 7616 section 3.4.2 with MD5, the one algorithm that every SIP phone knows. */
export const digestOf = (phone: string, realm: string, password: string): string =>
  createHash('md5').update(`${phone}:${realm}:${password}`).digest('hex');
