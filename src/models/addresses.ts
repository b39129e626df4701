import ipaddr from 'ipaddr.js';
import type { ReachableAddresses } from '../config.js';

/** What clouds tell their machines in confidence answers here. Refused everywhere, also where private networks are reachable. */
const metadataServices = [
  '169.254.0.0/16', // link-local: AWS, GCP, Azure and most others
  'fd00:ec2::/32', // AWS over IPv6
  'fd20:ce::/32', // GCP over IPv6
  '100.100.100.200/32', // Alibaba Cloud
  '168.63.129.16/32', // Azure's wire server, a public address by number
  '192.0.0.192/32', // Oracle Cloud
].map((range) => ipaddr.parseCIDR(range));

/** IPv6 addresses outside of this are not global unicast (RFC 4291 §2.4), whatever tables of special ranges say. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

const allowedRanges: Record<ReachableAddresses, ReadonlySet<string>> = {
  public: new Set(['unicast']),
  loopback: new Set(['unicast', 'loopback']),
  private: new Set(['unicast', 'loopback', 'private', 'uniqueLocal']),
};

/**
 * Whether a deployment's requests may go to an address.
 *
 * Addresses that wrap an IPv4 address are judged by it where the system dials the wrapped one (IPv4-mapped), and refused
 * where a gateway would unwrap it (NAT64, 6to4, Teredo): what the gateway reaches is not known here.
 *
 * @param address an IPv4 or IPv6 address in its usual spelling, as a resolver gives it.
 */
export function isReachable(address: string, reachable: ReachableAddresses): boolean {
  if (!ipaddr.isValid(address)) return false;
  const dialled = ipaddr.process(address);
  if (metadataServices.some(([network, bits]) => network.kind() === dialled.kind() && dialled.match(network, bits))) return false;
  const range = dialled.range();
  if (range === 'unicast' && dialled instanceof ipaddr.IPv6) return dialled.match(globalUnicast);
  return allowedRanges[reachable].has(range);
}

/** What `reachable` allows, in words, for a message. */
export function describeReachable(reachable: ReachableAddresses): string {
  const allowed = {
    public: 'public addresses only',
    loopback: 'public addresses and this machine only',
    private: 'public and private addresses and this machine only',
  }[reachable];
  return `this deployment sends requests to ${allowed} (VARIORUM_REACHABLE)`;
}
