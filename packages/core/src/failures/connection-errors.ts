import { withoutSecrets } from '../endpoint/endpoint-url.ts'
import type { AzureMLError } from '../errors/azureml-error.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { EndpointError } from '../errors/endpoint-error.ts'
import { printable } from '../errors/printable.ts'
import { redactCut, safeCause } from '../redaction/redact-values.ts'
import type { Secrets } from '../redaction/secrets.ts'
import { isError } from '../json/foreign.ts'

/** Creates the error for a request that got no response. */
export function unreachable(error: unknown, url: URL, secrets: Secrets): AzureMLError {
  const detail = shownNetworkError(error, secrets)
  const inner = isError(error) ? error.cause : undefined
  const code = isError(inner) && 'code' in inner && typeof inner.code === 'string' ? inner.code : undefined
  if (detail === 'bad port') {
    return new ConfigurationError(
      `\`endpointUrl\` uses port ${url.port}, which \`fetch\` blocks because it is reserved for another protocol. Serve the model on another port.`,
      { setting: 'endpointUrl' },
    )
  }
  // The host may be called `certificates`.
  const words = `${code ?? ''} ${detail}`.replaceAll(url.hostname, '')
  return new EndpointError(`${withoutSecrets(url)} ${connectionProblem(detail, words)}`, {
    code,
    // A retry can fix neither a certificate nor the protocol.
    retryable: !untrusted.test(words) && !/ERR_SSL|SSL routines/.test(words),
    cause: safeCause(secrets, error),
  })
}

/** Codes and words of a certificate that is not trusted. */
const untrusted = /CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO_|issuer|ALTNAME/i

/** A body that could not be read to its end. */
export interface LostConnection {
  readonly error: unknown
  /** Whether a part of the body had arrived. */
  readonly isStarted: boolean
  readonly secrets: Secrets
}

/** Creates the error for a response whose body could not be read to its end. */
export function lostConnection({ error, isStarted, secrets }: LostConnection): EndpointError {
  const when = isStarted ? 'in the middle of the answer' : 'before the answer began'
  return new EndpointError(`The connection was lost ${when}: ${shownNetworkError(error, secrets)}.`, {
    retryable: true,
    cause: safeCause(secrets, error),
  })
}

/** Creates the error for anything else that was thrown while an answer was read. */
export function unreadableAnswer(error: unknown, secrets: Secrets): EndpointError {
  const reason = printable(redactCut(secrets, isError(error) ? error.message : String(error)))
  return new EndpointError(`The answer could not be read: ${reason}.`, { cause: safeCause(secrets, error) })
}

function shownNetworkError(error: unknown, secrets: Secrets): string {
  return printable(redactCut(secrets, describeNetworkError(error)))
}

/** Describes a network error, with the system's error code if fetch hides it in a cause. */
function describeNetworkError(error: unknown): string {
  if (!isError(error)) return String(error)
  const cause: unknown = error.cause
  if (!isError(cause)) return error.message
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
  const detail = code === undefined || cause.message.includes(code) ? cause.message : `${code} ${cause.message}`
  return detail.trim() === '' ? error.message : detail.trim()
}

/** Describes why a connection failed or ended without an answer, and what the user can do about it. */
function connectionProblem(detail: string, words: string): string {
  const problem = closed.test(words) || silent.test(words) ? 'gave no answer' : 'could not be reached'
  return `${problem}: ${detail}. ${remedies.find(([pattern]) => pattern.test(words))?.[1] ?? general}`
}

/** The description for a server that takes longer than Node's own `fetch` waits. */
const silent = /(?:HEADERS|BODY)_TIMEOUT/i

/** The description for a server that accepted a connection and closed it without an answer. */
const closed =
  /UND_ERR_SOCKET|other side closed|socket hang up|ECONNRESET|EPIPE|ECONNABORTED|closed unexpectedly|socket connection was closed|connection closed|ERR_HTTP2_/i

const general = 'Check the host name, the network, and any proxy or private endpoint in between.'

/** The first match applies. */
const remedies: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    /ENOTFOUND|EAI_AGAIN|EAI_NODATA|getaddrinfo|name not resolved|dns/i,
    'Check the host name, and the DNS of a private endpoint if there is one.',
  ],
  [/ECONNREFUSED|Unable to connect/i, 'Nothing listens there: check the host and the port, and that the server runs.'],
  [
    /WRONG_VERSION_NUMBER|packet length too long|EPROTO|HPE_|Parse Error|invalid HTTP/i,
    'The server speaks another protocol on this port: check the scheme (http or https) and the port.',
  ],
  [
    untrusted,
    'The certificate is not trusted: check the host name, and make the certificate authority of a proxy known to the runtime (`NODE_EXTRA_CA_CERTS`).',
  ],
  [silent, "Node's own `fetch` waits no longer than 300 seconds: stream the answer, or pass another `fetch`."],
  [/HEADERS_OVERFLOW/i, 'The headers of the answer are too large: look for a proxy in between that adds them.'],
  [
    closed,
    "The server closed the connection without an answer: its container may have crashed or restarted. Check the deployment's logs.",
  ],
  [
    /ETIMEDOUT|CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN/i,
    'Check the network, and any firewall, proxy or private endpoint in between.',
  ],
]
