/** Describes why a connection failed or ended without an answer, and what the user can do about it. */
export function connectionProblem(detail: string, code: string | undefined): string {
  const text = `${code ?? ''} ${detail}`
  const problem = closed.test(text) ? 'gave no answer' : 'could not be reached'
  return `${problem}: ${detail}. ${remedies.find(([pattern]) => pattern.test(text))?.[1] ?? general}`
}

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
    /CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO_|issuer|ALTNAME/i,
    'The certificate is not trusted: check the host name, and make the certificate authority of a proxy known to the runtime (`NODE_EXTRA_CA_CERTS`).',
  ],
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
