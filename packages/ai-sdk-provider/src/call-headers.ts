import { VERSION } from './version.ts'

type CallHeaders = Readonly<Record<string, string | undefined>>

/** Gives the headers of one call, with everyone who takes part in the user agent: the application, `ai`, and this provider. */
export function callHeaders(own: CallHeaders = {}, call: CallHeaders = {}): Record<string, string | undefined> {
  const headers: Record<string, string | undefined> = {}
  const agents: (string | undefined)[] = []
  for (const name in own) if (isUserAgent(name)) agents.push(own[name])
  for (const name in call) {
    if (isUserAgent(name)) agents.push(call[name])
    else headers[name] = call[name]
  }
  // Set after all others: `ai` sends a user agent of its own, which would replace the provider's.
  headers['user-agent'] = [...agents, `azureml-endpoints-ai-sdk-provider/${VERSION}`].filter(Boolean).join(' ')
  return headers
}

function isUserAgent(name: string): boolean {
  return name.toLowerCase() === 'user-agent'
}
