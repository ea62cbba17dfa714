import { spawnSync } from 'node:child_process'
import { TcpProxy } from './tcp-proxy.ts'

/** A host that workers run on, and whose network can be cut. */
export interface Host {
  /** The words before a command that runs there. */
  readonly prefix: readonly string[]
  /** The address of a port of this machine, as seen from there. */
  addressOf(port: number): Promise<string>
  /** Cuts the network: packets are lost without an error. */
  cut(): void
  /** Reconnects the network. */
  heal(): void
}

/** The hosts of a run. */
export interface Hosts {
  /** What kind of hosts they are, for the report. */
  readonly kind: string
  /** The address of this machine that they can reach. */
  readonly address: string
  readonly hosts: readonly Host[]
  close(): void
}

/** Creates hosts: network namespaces behind a bridge or, where these are not allowed, proxies that can be cut. */
export function createHosts(count: number): Hosts {
  return createNamespaces(count) ?? createProxies(count)
}

/** Creates hosts that are all this machine, for measurements. */
export function localHosts(count: number): Hosts {
  const local: Host = {
    prefix: [],
    addressOf: (port) => Promise.resolve(`127.0.0.1:${port}`),
    cut: () => {},
    heal: () => {},
  }
  return {
    kind: 'this machine',
    address: '127.0.0.1',
    hosts: Array.from({ length: count }, () => local),
    close: () => {},
  }
}

/** How often this process has created namespaces: the kernel removes deleted ones later, so each time needs other names. */
let created = 0

function createNamespaces(count: number): Hosts | undefined {
  created += 1
  // Two runs on a machine must not collide either. The kernel allows 15 characters.
  const bridge = `b${process.pid}-${created}`
  const subnet = `10.77.${(process.pid + created) % 256}`
  const address = `${subnet}.1`
  const names = Array.from({ length: count }, (_, index) => `${bridge}-${index + 1}`)
  const close = (): void => {
    process.off('exit', close)
    for (const name of names) ip('netns', 'del', name)
    ip('link', 'del', bridge)
  }
  const made =
    ip('link', 'add', bridge, 'type', 'bridge') &&
    ip('addr', 'add', `${address}/24`, 'dev', bridge) &&
    ip('link', 'set', bridge, 'up') &&
    names.every((name, index) => addNamespace(name, bridge, `${subnet}.${index + 2}/24`))
  if (!made) {
    close()
    return undefined
  }
  process.once('exit', close)
  return { kind: 'network namespaces', address, hosts: names.map((name) => namespaceHost(name, address)), close }
}

function addNamespace(name: string, bridge: string, ownAddress: string): boolean {
  const inside = ['-n', name]
  return (
    ip('netns', 'add', name) &&
    ip('link', 'add', outside(name), 'type', 'veth', 'peer', 'name', 'inside', 'netns', name) &&
    ip('link', 'set', outside(name), 'master', bridge) &&
    ip('link', 'set', outside(name), 'up') &&
    ip(...inside, 'addr', 'add', ownAddress, 'dev', 'inside') &&
    ip(...inside, 'link', 'set', 'inside', 'up') &&
    ip(...inside, 'link', 'set', 'lo', 'up')
  )
}

/** The name of a host's network interface in the bridge. */
function outside(name: string): string {
  return `${name}o`
}

function namespaceHost(name: string, address: string): Host {
  return {
    prefix: ['ip', 'netns', 'exec', name],
    addressOf: (port) => Promise.resolve(`${address}:${port}`),
    cut: () => void ip('link', 'set', outside(name), 'down'),
    heal: () => void ip('link', 'set', outside(name), 'up'),
  }
}

function ip(...args: readonly string[]): boolean {
  return spawnSync('ip', args, { stdio: 'ignore' }).status === 0
}

function createProxies(count: number): Hosts {
  const proxies = Array.from({ length: count }, () => new TcpProxy())
  const hosts = proxies.map((proxy) => ({
    prefix: [],
    addressOf: async (port: number) => `127.0.0.1:${await proxy.forward(port)}`,
    cut: () => proxy.cut(),
    heal: () => proxy.heal(),
  }))
  const close = (): void => proxies.forEach((proxy) => proxy.close())
  return { kind: 'TCP proxies, since network namespaces are not allowed here', address: '127.0.0.1', hosts, close }
}
