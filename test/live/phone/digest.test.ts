// Digest answers against the example that RFC 2617 section 3.5 publishes.

import { expect, test } from 'vitest';
import { parseChallenge, printAuthorization } from './digest.ts';

const published =
  'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"';

const request = {
  username: 'Mufasa',
  password: 'Circle Of Life',
  method: 'GET',
  uri: '/dir/index.html',
  cnonce: '0a4f113b',
  useCount: 1,
};

test('the published challenge gets the published answer', () => {
  const challenge = parseChallenge([published]);
  expect(challenge).toMatchObject({ realm: 'testrealm@host.com', qop: 'auth' });
  if (challenge === null) return;
  const answer = printAuthorization(challenge, request);
  expect(answer).toContain('response="6629fae49393a05397450978507c4ef1"');
  expect(answer).toContain('nc=00000001');
  expect(answer).toContain('opaque="5ccc069c403ebaf9f0171e9517f40e41"');
});

test('a challenge without qop is answered the old way (RFC 2069)', () => {
  const challenge = parseChallenge(['Digest realm="asterisk", nonce="n1", algorithm=MD5']);
  expect(challenge).toEqual({ realm: 'asterisk', nonce: 'n1', opaque: '', qop: 'none' });
  if (challenge !== null) expect(printAuthorization(challenge, request)).not.toContain('cnonce');
});

test('of several challenges the first that MD5 can answer is taken', () => {
  const stronger = 'Digest realm="a", nonce="n1", algorithm=SHA-256';
  expect(parseChallenge([stronger, 'Digest realm="b", nonce="n2"'])).toMatchObject({ realm: 'b' });
  expect(parseChallenge([stronger, 'Basic realm="c"'])).toBeNull();
});
