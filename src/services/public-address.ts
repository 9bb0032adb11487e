// Which network addresses a flow's request may go to: those of the public internet. A flow's author names hosts, and a name
// can lead anywhere: to our own machine, its neighbours, or the address at which clouds tell their secrets. Pure.

import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Whether this address belongs to the public internet. A text that is no address does not. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !special.check(address, 'ipv4');
  // A zone (`fe80::1%eth0`) names a network of this machine.
  if (!isIPv6(address) || address.includes('%')) return false;
  return unicast.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/** IANA's special-purpose registries (RFC 6890) and what is not of one host; the last is where one cloud talks to its machines. */
const special = blocked([
  ...(['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'] as const),
  ...(['192.0.0.0/24', '192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24'] as const),
  ...(['192.168.0.0/16', '192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'] as const),
  ...(['224.0.0.0/4', '240.0.0.0/4', '168.63.129.16/32'] as const),
  // Within global unicast: protocol assignments and tunnels, of which 6to4 and Teredo carry another address inside.
  ...(['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'] as const),
]);

/** Global unicast: outside of it are loopback, link-local, unique local, mapped and translated addresses. */
const unicast = blocked(['2000::/3']);

function blocked(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits = ''] = range.split('/');
    list.addSubnet(network, Number(bits), network.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}
