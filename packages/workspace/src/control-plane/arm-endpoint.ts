import { ConfigurationError, printable } from '@azureml-endpoints/core'

/** Where Azure Resource Manager is, and what tokens it accepts. */
export interface ArmEndpoint {
  /** The origin; no request with a token goes to any other. */
  readonly origin: string
  /** The scope of the tokens. */
  readonly scope: string
  /** Whether it is on this machine: an emulator. */
  readonly loopback: boolean
}

/** Checks the address of Azure Resource Manager. */
export function parseArmEndpoint(given: string | URL = publicAzure): ArmEndpoint {
  const url = URL.canParse(String(given)) ? new URL(given) : undefined
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    const text = printable(
      String(given)
        .replace(/[?#].*$/s, '')
        .slice(0, 200),
    )
    throw invalid(`\`armEndpoint\` is not an https URL: ${JSON.stringify(text)}.`)
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid('`armEndpoint` contains a user name or password. Pass the identity as `credential`.')
  }
  if (url.pathname !== '/' || url.search !== '') {
    throw invalid(`\`armEndpoint\` has a path or a query. Pass ${url.origin}.`)
  }
  const loopback = isLoopback(url.hostname)
  if (url.protocol === 'http:' && !loopback) {
    throw invalid(`\`armEndpoint\` would send tokens unencrypted to ${url.origin}. Use https.`)
  }
  if (/\.(?:inference\.ml|models\.ai|services\.ai|openai)\.azure\.\w+$/.test(url.hostname)) {
    throw invalid(`\`armEndpoint\` is the address of an endpoint: ${url.origin}.`)
  }
  const audience = loopback ? publicAzure : url.origin
  return { origin: url.origin, scope: `${audience}/.default`, loopback }
}

const publicAzure = 'https://management.azure.com'

function invalid(message: string): ConfigurationError {
  return new ConfigurationError(
    `${message} The addresses are https://management.azure.com, https://management.usgovcloudapi.net and https://management.chinacloudapi.cn.`,
    { setting: 'armEndpoint' },
  )
}

/** Returns whether a host is this machine. Names under `.localhost` are not: DNS may resolve them to another one. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
