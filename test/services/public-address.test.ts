// Which addresses a request may go to.

import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../src/services/index.ts';

describe('an address of the public internet', () => {
  it.each(['8.8.8.8', '1.1.1.1', '93.184.216.34', '172.15.0.1', '172.32.0.1', '2606:4700::1111', '2001:4860::8888'])(
    '%s may be asked',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('any other address', () => {
  it.each([
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...[
      '169.254.169.254',
      '100.100.100.200',
      '168.63.129.16',
      '192.0.0.192',
      '198.18.0.1',
      '224.0.0.1',
      '255.255.255.255',
    ],
    ...['::1', '::', 'fe80::1', 'fe80::1%eth0', 'fd00:ec2::254', 'fc00::1', 'ff02::1', 'fec0::1'],
    // Another address inside: mapped, compatible, translated, 6to4, Teredo.
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1'],
    ...['2002:7f00:1::', '2001:0:7f00:1::', '2001:db8::1', '3fff::1', '2001:10::1'],
    // No addresses at all: whoever resolves them might see more in them than we do.
    ...['', 'localhost', '2130706433', '0x7f.1', '0177.0.0.1', '127.1', '1.2.3', '8.8.8.8 ', '8.8.8.8%1', '::1%lo'],
  ])('%j may not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
