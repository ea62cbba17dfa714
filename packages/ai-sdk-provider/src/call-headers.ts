import { VERSION } from './version.ts'

type CallHeaders = Readonly<Record<string, string | undefined>>

/** Merges the headers of a call. The user agent names the application, `ai` and this provider. */
export function callHeaders(provider: CallHeaders = {}, call: CallHeaders = {}): Record<string, string | undefined> {
  const headers: Record<string, string | undefined> = {}
  const agents: (string | undefined)[] = []
  for (const name in provider) if (isUserAgent(name)) agents.push(provider[name])
  for (const name in call) {
    if (isUserAgent(name)) agents.push(call[name])
    else headers[name] = call[name]
  }
  // Set last, because `ai` sends its own user agent, which would replace the provider's.
  headers['user-agent'] = [...agents, `azureml-endpoints-ai-sdk-provider/${VERSION}`].filter(Boolean).join(' ')
  return headers
}

function isUserAgent(name: string): boolean {
  return name.toLowerCase() === 'user-agent'
}
