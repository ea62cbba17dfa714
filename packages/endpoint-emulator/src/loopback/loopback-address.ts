import { BlockList, isIP, isIPv6 } from 'node:net'

/** Tells whether an IP address is loopback: 127.0.0.0/8 or ::1, also as an IPv4-mapped IPv6 address. */
export function isLoopbackAddress(address: string): boolean {
  // A loopback address never has a zone (`fe80::1%eth0`).
  if (isIP(address) === 0 || address.includes('%')) return false
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/**
 * Tells whether a `Host` header, or the authority of a URL, is a loopback address, `localhost` or a subdomain of it. RFC
 * 6761 reserves those names, so no public DNS server can resolve them.
 */
export function isLoopbackHost(authority: string): boolean {
  if (authority.length > maxAuthorityLength) return false
  const [, bracketed, plain] = authorityForm.exec(authority.toLowerCase()) ?? []
  if (bracketed !== undefined) return isIPv6(bracketed) && isLoopbackAddress(bracketed)
  if (plain === undefined) return false
  const name = plain.endsWith('.') ? plain.slice(0, -1) : plain
  return name === 'localhost' || name.endsWith('.localhost') || (isIP(name) === 4 && isLoopbackAddress(name))
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** A name has at most 253 characters; the rest is for a port. */
const maxAuthorityLength = 260
const authorityForm = /^(?:\[([\da-f:.]+)\]|([a-z\d._-]+))(?::\d{1,5})?$/
